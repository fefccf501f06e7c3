import { DOUBTFUL, linesOf } from "../model/page.js";
import { h, say } from "./dom.js";

/** The text, word for word: {element, mark(number)}. */
export function readingView(page, chosen) {
  const words = new Map();
  const lines = linesOf(page);
  const text = h(
    "div",
    { class: "reading", tabindex: "0", role: "group", "aria-label": "The text. Arrow keys walk from word to word and show each in the image.", "data-walk": "" },
    lines.map((line) => h("p", {}, line.flatMap((word, index) => [index > 0 ? " " : "", wordOf(word, words, chosen)]))),
  );
  const about = h("p", { class: "about small", hidden: true });
  return {
    element: h("section", { class: "text", "aria-label": "Text" }, lines.length > 0 ? [text, about] : h("p", { class: "lead none" }, "There is no text in this image.")),
    text,
    mark: (number) => mark(words, number, about, lines.flat(), text),
  };
}

function wordOf(word, words, chosen) {
  const element = h("span", { class: word.confidence < DOUBTFUL ? "w doubtful" : "w", "data-word": word.number, onclick: () => chosen.change(() => word.number) }, word.text);
  words.set(word.number, element);
  return element;
}

function mark(words, number, about, all, text) {
  words.forEach((element, other) => element.classList.toggle("chosen", other === number));
  const word = all[number];
  about.hidden = !word;
  if (!word) return;
  const sure = `${Math.round(word.confidence)} % sure`;
  about.replaceChildren(h("span", { class: "quoted" }, word.text), ` ${sure}, at ${Math.round(word.box.x ?? 0)}, ${Math.round(word.box.y ?? 0)}`);
  bring(words.get(number), text);
  say(`${word.text}, ${sure}`);
}

function bring(element, within) {
  const [inner, outer] = [element.getBoundingClientRect(), within.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) within.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: "smooth" });
}
