import { around, codesOf, facesOf, wordsOf } from "../model/page.js";
import { counted } from "../model/stream.js";
import { h, s } from "./dom.js";

const LAYERS = [
  ["word", "Words"],
  ["face", "Faces"],
  ["code", "Codes"],
];
const ZOOMS = [1, 1.5, 2, 3, 4];

/** The image with what was found on it: {element, mark(number)}. `chosen` is a Store of a word's number or null. */
export function pictureView(page, source, chosen, label) {
  const boxes = new Map();
  const overlay = s("svg", { class: "overlay", viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true", preserveAspectRatio: "none" });
  const margin = Math.max(page.width, page.height) / 200;
  overlay.append(
    ...wordsOf(page).map((word) => wordBox(word, boxes, chosen)),
    ...facesOf(page).map((face, index) => rectangle("face", face.box ?? {}, `Face ${index + 1}`)),
    ...codesOf(page).map((code) => rectangle("code", around(code.corners ?? [{}], margin), `${code.symbology}: ${code.text}`)),
  );
  const image = h("img", { src: source, alt: label, width: page.width, height: page.height, decoding: "async" });
  const sheet = h("div", { class: "print" }, image, overlay);
  const view = h("div", { class: "view", tabindex: "0", role: "group", "aria-label": `${label}: ${tally(page)}. Arrow keys walk from word to word.`, "data-walk": "" }, sheet);
  image.addEventListener("error", () => {
    sheet.classList.add("broken");
    sheet.append(h("p", { class: "small" }, "The image cannot be shown here. What was found in it can."));
  });
  return {
    element: h("figure", { class: "picture" }, tools(page, sheet), view),
    view,
    mark: (number) => mark(boxes, number, view),
  };
}

function wordBox(word, boxes, chosen) {
  const box = rectangle("word", word.box, word.text);
  box.dataset.word = word.number;
  box.addEventListener("click", () => chosen.change(() => word.number));
  boxes.set(word.number, box);
  return box;
}

function rectangle(kind, box, title) {
  const { x = 0, y = 0, width = 0, height = 0 } = box;
  return s("rect", { class: kind, x, y, width, height }, s("title", {}, title));
}

function mark(boxes, number, view) {
  boxes.forEach((box, other) => box.classList.toggle("chosen", other === number));
  const box = boxes.get(number);
  if (!box) return;
  const [inner, outer] = [box.getBoundingClientRect(), view.getBoundingClientRect()];
  const seen = inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
  if (!seen) view.scrollBy({ top: inner.top - outer.top - outer.height / 2, left: inner.left - outer.left - outer.width / 2, behavior: "smooth" });
}

function tally(page) {
  return [counted(wordsOf(page).length, "word"), counted(facesOf(page).length, "face"), counted(codesOf(page).length, "code")].join(", ");
}

function tools(page, sheet) {
  const counts = { word: wordsOf(page).length, face: facesOf(page).length, code: codesOf(page).length };
  let zoom = 0;
  const grow = (by) => () => {
    zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + by));
    sheet.style.width = `${ZOOMS[zoom] * 100}%`;
  };
  return h(
    "figcaption",
    { class: "tools" },
    h(
      "fieldset",
      { class: "layers" },
      h("legend", { class: "out-of-sight" }, "Show in the image"),
      LAYERS.map(([kind, name]) =>
        h("label", { class: `layer ${kind}` }, h("input", { type: "checkbox", checked: true, disabled: counts[kind] === 0, onchange: (event) => sheet.classList.toggle(`no-${kind}`, !event.target.checked) }), `${name} ${counts[kind]}`),
      ),
    ),
    h(
      "div",
      { class: "zoom" },
      h("button", { type: "button", class: "slim quiet", onclick: grow(-1), "aria-label": "Smaller" }, "−"),
      h("button", { type: "button", class: "slim quiet", onclick: grow(1), "aria-label": "Larger" }, "+"),
    ),
  );
}
