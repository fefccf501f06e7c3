import { h } from "./dom.js";

const PLACES = [
  ["#/", "Images"],
  ["#/stream", "Stream"],
  ["/console/help", "Help"],
];

/** The frame round every signed-in screen: {element, rail, stage, at(hash)}. */
export function frame(client, icon, onSignOut) {
  const links = PLACES.map(([href, name]) => h("a", { href }, name));
  const rail = h("section", { class: "rail", "aria-label": "Send images, and your jobs" });
  const stage = h("section", { class: "stage", tabindex: "-1" });
  const bench = h("main", { class: "bench", id: "main" }, rail, stage);
  const line = h("span", { class: "line", role: "status" });
  const element = h(
    "div",
    {},
    h("a", { class: "skip", href: "#main", onclick: (event) => (event.preventDefault(), stage.focus()) }, "To the content"),
    h(
      "header",
      { class: "top" },
      mark(icon),
      h("nav", { "aria-label": "Console" }, links),
      h("div", { class: "who" }, line, h("span", { class: "name" }, client), h("button", { type: "button", class: "quiet slim", onclick: onSignOut }, "Sign out")),
    ),
    bench,
  );
  return { element, rail, stage, at: (hash) => show(links, bench, hash), lineIs: (up) => (line.textContent = up ? "" : "reconnecting …") };
}

export function mark(icon) {
  return h("a", { class: "mark", href: "/console/" }, h("img", { src: icon, alt: "" }), "Ocelli");
}

/** On a narrow screen either the list or the detail is seen; the stream needs no list at all. */
function show(links, bench, hash) {
  const home = hash === "" || hash === "#/";
  bench.classList.toggle("on-detail", !home);
  bench.classList.toggle("wide", hash === "#/stream");
  links.forEach((link) => {
    const href = link.getAttribute("href");
    const here = href === "#/stream" ? hash === href : href === "#/" && hash !== "#/stream";
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}
