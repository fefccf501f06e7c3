"""Reads every recorded message, compares it with its recorded JSON, and writes the same bytes."""

import importlib
import pathlib
import sys

from google.protobuf import json_format


def message_type(full_name):
    package, name = full_name.rsplit(".", 1)
    root, service, version = package.split(".")
    module = importlib.import_module(f"{root}.{service}_{version}_pb2")
    return getattr(module, name)


count = 0
for recorded in sorted(pathlib.Path(sys.argv[1]).glob("*.bin")):
    message = message_type(recorded.stem)()
    message.ParseFromString(recorded.read_bytes())
    meant = json_format.Parse(recorded.with_suffix(".json").read_text(), type(message)())
    assert message == meant, f"{recorded.name} does not say what its JSON says"
    assert message.SerializeToString(deterministic=True) == recorded.read_bytes(), recorded.name
    count += 1
print(f"{count} fixtures read and written the same")
