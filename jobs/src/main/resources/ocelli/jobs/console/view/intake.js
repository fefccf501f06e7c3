import { h, put } from "./dom.js";
import { notice } from "./notice.js";

const TYPES = "image/jpeg,image/png,image/webp,image/gif,application/pdf";

/** Where images come in: {element, fail(problem), ok()}. */
export function intakeView({ onFiles, onUrl }) {
  const said = h("div", { class: "said" });
  const input = h("input", { type: "file", id: "file", accept: TYPES, multiple: true, class: "out-of-sight", onchange: () => (onFiles([...input.files]), (input.value = "")) });
  const url = h("input", { type: "url", id: "url", name: "url", placeholder: "https://…", required: true, maxlength: "2048", autocomplete: "off", "aria-describedby": "url-hint" });
  const drop = h(
    "div",
    { class: "drop" },
    input,
    h("label", { for: "file" }, h("strong", {}, "Choose images or a PDF"), h("span", { class: "wide-only" }, "or drop or paste them anywhere"), h("span", { class: "faint small" }, "JPEG, PNG, WebP, GIF, PDF · up to 16 MiB")),
  );
  const form = h(
    "form",
    { class: "by-url" },
    h("label", { class: "label", for: "url" }, "Or the address of one"),
    h("div", { class: "pair" }, url, h("button", { class: "slim" }, "Fetch")),
    h("p", { class: "small faint", id: "url-hint" }, "An image or PDF that anybody can open."),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onUrl(url.value.trim()).then((taken) => taken && (url.value = ""));
  });
  catchDropped(document.body, drop, onFiles);
  return {
    element: h("section", { class: "intake", "aria-labelledby": "intake-title" }, h("h2", { id: "intake-title" }, "Look at something"), drop, form, said),
    fail: (problem) => put(said, notice(problem)),
    ok: () => put(said),
  };
}

function catchDropped(body, drop, onFiles) {
  body.ondragover = (event) => {
    event.preventDefault();
    drop.classList.add("over");
  };
  body.ondragleave = (event) => event.relatedTarget === null && drop.classList.remove("over");
  body.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    onFiles([...event.dataTransfer.files]);
  };
  document.onpaste = (event) => event.clipboardData.files.length > 0 && onFiles([...event.clipboardData.files]);
}
