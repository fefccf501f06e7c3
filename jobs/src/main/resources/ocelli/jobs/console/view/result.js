import { counted } from "../model/stream.js";
import { wordsOf } from "../model/page.js";
import { back } from "./jobview.js";
import { h, put, say } from "./dom.js";
import { moment } from "./time.js";
import { notice } from "./notice.js";
import { pageView } from "./pageview.js";
import { titleOf } from "./joblist.js";

/** A result: {element, heading}. `actions` are what its owner may do with it; a guest has none. */
export function resultView(result, sourceOf, { actions = [], messages, guest = false } = {}) {
  const heading = h("h1", {}, titleOf(result));
  const desk = h("div", { class: "desk" });
  const pager = pagerOf(result.pages.length, (index) => open(index));
  const open = (index) => {
    const label = result.pages.length === 1 ? "The image" : `Page ${index + 1} of ${result.pages.length}`;
    put(desk, pageView(result.pages[index], sourceOf(index + 1), label));
    pager.at(index);
  };
  const element = h(
    "article",
    { class: "result" },
    !guest && back(),
    h("header", { class: "head" }, h("div", { class: "title" }, heading, facts(result)), h("div", { class: "actions" }, copyButton(result.result ?? ""), actions)),
    result.summary?.sentence && h("p", { class: "lead sentence" }, result.summary.sentence),
    pager.element,
    desk,
    messages && rawMessages(messages),
  );
  open(0);
  return { element, heading };
}

function facts(result) {
  const words = result.pages.reduce((sum, page) => sum + wordsOf(page).length, 0);
  const read = result.pages.filter((page) => page.ocr);
  const sure = read.length > 0 ? Math.round(read.reduce((sum, page) => sum + (page.ocr.confidence ?? 0), 0) / read.length) : null;
  return h(
    "p",
    { class: "small faint facts-line" },
    [
      result.finished_at && moment(result.finished_at),
      result.pages.length > 1 && counted(result.pages.length, "page"),
      counted(words, "word"),
      words > 0 && sure !== null && `${sure} % sure`,
      read[0]?.ocr.engine?.name && `read by ${read[0].ocr.engine.name}`,
    ]
      .filter(Boolean)
      .join(" · "),
  );
}

function copyButton(text) {
  if (!text.trim()) return null;
  const button = h("button", { type: "button", class: "slim", onclick: () => copied(button, text, "Copy text") }, "Copy text");
  return button;
}

/** Copies, and says so on the button itself. */
export async function copied(button, text, label) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    say("Copied");
  } catch {
    button.textContent = "The browser does not allow it";
  }
  setTimeout(() => (button.textContent = label), 2500); // long enough to read two words
}

function pagerOf(pages, open) {
  if (pages < 2) return { element: null, at: () => {} };
  const buttons = Array.from({ length: pages }, (_, index) => h("button", { type: "button", class: "slim quiet", "aria-label": `Page ${index + 1}`, onclick: () => open(index) }, String(index + 1)));
  return {
    element: h("nav", { class: "pager", "aria-label": "Pages" }, h("span", { class: "small faint" }, "Page"), buttons),
    at: (index) => buttons.forEach((button, other) => button.toggleAttribute("aria-current", other === index)),
  };
}

/** What was delivered, byte for byte; fetched when somebody wants to see it. */
function rawMessages(messages) {
  const pre = h("pre", { tabindex: "0", "aria-label": "Raw messages" }, "Loading …");
  const details = h("details", { class: "raw" }, h("summary", {}, "Raw messages"), pre);
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.loaded) return;
    try {
      pre.textContent = pretty(await messages());
      details.dataset.loaded = "yes";
    } catch (problem) {
      put(pre, notice(problem));
    }
  });
  return details;
}

function pretty(lines) {
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.stringify(JSON.parse(line), shortened, 2))
    .join("\n\n");
}

/** A picture in base64 says nothing to a reader. */
const shortened = (key, value) => (typeof value === "string" && value.length > 2000 ? `${value.slice(0, 60)}… (${value.length} characters)` : value);
