import { copied } from "./result.js";
import { h, put } from "./dom.js";
import { moment } from "./time.js";
import { notice } from "./notice.js";

const LIVES = [
  ["An hour", 3_600],
  ["A day", 86_400],
  ["A week", 604_800],
  ["Thirty days", 2_592_000],
];

/** The dialog that makes links to a result. `share`, `links` and `revoke` return promises. */
export function shareDialog({ share, links, revoke, hasFaces }) {
  const said = h("div", { class: "column" });
  const there = h("div", {});
  const once = h("input", { type: "checkbox", id: "once" });
  const noFaces = h("input", { type: "checkbox", id: "no-faces", checked: hasFaces });
  const life = h("select", { id: "life" }, LIVES.map(([name, seconds]) => h("option", { value: seconds, selected: seconds === 604_800 }, name)));
  const make = h("button", { class: "main" }, "Make a link");
  const form = h(
    "form",
    { class: "column" },
    h("label", { class: "check", for: "once" }, once, h("span", {}, "It can be opened one time only")),
    h("label", { class: "check", for: "no-faces" }, noFaces, h("span", {}, "Without faces: they are blurred and not listed")),
    h("div", { class: "field" }, h("label", { class: "label", for: "life" }, "It is good for"), life),
    h("div", { class: "actions" }, make, h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Close")),
  );
  const dialog = h("dialog", { "aria-labelledby": "share-title" }, h("div", { class: "column" }, h("h2", { id: "share-title" }, "Share this result"), h("p", { class: "small" }, "Whoever has the link sees the image and what was found, without an account."), form, said, there));
  const refresh = () => links().then((found) => put(there, existing(found, revoke, refresh)), () => put(there));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    make.disabled = true;
    try {
      put(said, made((await share({ once: once.checked, noFaces: noFaces.checked, seconds: Number(life.value) })).short));
      await refresh();
    } catch (problem) {
      put(said, notice(problem));
    }
    make.disabled = false;
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  refresh();
}

function made(address) {
  const field = h("input", { type: "text", readonly: true, value: address, "aria-label": "The link", class: "fixed" });
  const button = h("button", { type: "button", class: "slim", onclick: () => copied(button, address, "Copy") }, "Copy");
  queueMicrotask(() => field.select());
  return h("div", { class: "notice", role: "status" }, h("p", { class: "what" }, "The link is made."), h("div", { class: "pair" }, field, button));
}

function existing(found, revoke, refresh) {
  if (found.length === 0) return null;
  return [
    h("h3", {}, "Links there are"),
    h(
      "ul",
      { class: "links" },
      found.map((link) =>
        h(
          "li",
          {},
          h("span", { class: "fixed" }, link.code),
          h("span", { class: "small faint" }, [...(link.scope ?? []), link.expires && `until ${moment(link.expires)}`].filter(Boolean).join(" · ")),
          h("button", { type: "button", class: "slim quiet danger", "aria-label": `Revoke ${link.code}`, onclick: () => revoke(link.code).then(refresh, refresh) }, "Revoke"),
        ),
      ),
    ),
  ];
}
