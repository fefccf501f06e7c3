import { Store } from "../model/store.js";
import { wordsOf } from "../model/page.js";
import { findingsView } from "./findings.js";
import { h } from "./dom.js";
import { pictureView } from "./picture.js";
import { readingView } from "./reading.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One page: the image in the middle, the text at the right, both telling of the same chosen word. */
export function pageView(page, source, label) {
  const chosen = new Store(null);
  const picture = pictureView(page, source, chosen, label);
  const reading = readingView(page, chosen);
  const last = wordsOf(page).length - 1;
  const element = h("div", { class: "page" }, picture.element, h("div", { class: "beside" }, reading.element, findingsView(page)));
  element.addEventListener("keydown", (event) => walk(event, chosen, last, { picture: picture.view, reading: reading.text }));
  chosen.watch((number) => {
    picture.mark(number);
    reading.mark(number);
  });
  return element;
}

/** Arrows walk, Home and End jump, Enter goes over to the other side, Escape lets go. */
function walk(event, chosen, last, { picture, reading }) {
  if (last < 0 || !event.target.hasAttribute("data-walk") || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = chosen.value;
  const to = target(event.key, at, last);
  if (to !== undefined) chosen.change(() => to);
  else if (event.key === "Enter") (event.target === reading ? picture : reading).focus();
  else if (event.key === "Escape" && at !== null) chosen.change(() => null);
  else return;
  event.preventDefault();
}

function target(key, at, last) {
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (!(key in STEPS)) return undefined;
  if (at === null) return STEPS[key] > 0 ? 0 : last;
  return Math.min(last, Math.max(0, at + STEPS[key]));
}
