import { h } from "./dom.js";

/** What the stage shows while nothing is chosen. */
export function welcomeView() {
  return h(
    "div",
    { class: "welcome" },
    h("div", { class: "eyes", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    h("h1", {}, "Put an image in front of it."),
    h("p", { class: "lead" }, "A receipt, a letter, a card, a whole PDF. In a few seconds you can read it, search it, and touch each word where it stands."),
    h(
      "ul",
      { class: "hints" },
      h("li", {}, h("strong", {}, "Drop or paste"), " images anywhere on this page."),
      h("li", {}, h("strong", {}, "Give an address"), " and Ocelli fetches it for you."),
      h("li", {}, h("strong", {}, "Come back later:"), " what was read stays in your list, and is found by any word of it."),
    ),
  );
}
