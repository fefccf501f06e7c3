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
    element: h("section", { class: "text", "aria-label": "Text" }, h("div", { class: "tools" }, h("h2", {}, "Text"), lines.length > 0 && h("span", { class: "small faint" }, "Click a word, or walk with the arrow keys")), lines.length > 0 ? [text, about] : h("p", { class: "lead none" }, nothing(page))),
    text,
    mark: (number) => mark(words, number, about, lines.flat(), text),
  };
}

/** No text and not looked at are two things. */
function nothing(page) {
  if (page.ocr) return "There is no text in this image.";
  return page.failed?.some(({ task }) => task.startsWith("ocr")) ? "The text could not be read." : "This image was not read for text.";
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
