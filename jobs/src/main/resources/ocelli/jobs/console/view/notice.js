import { explained } from "../model/problems.js";
import { h } from "./dom.js";

/** A problem in words, with what to do next; the server's own words last. */
export function notice(problem, retry) {
  const { what, next, detail, code } = explained(problem);
  return h(
    "div",
    { class: "notice bad", role: "alert" },
    h("p", { class: "what" }, what),
    h("p", {}, next),
    h("p", { class: "small" }, detail && `${detail} `, h("span", { class: "fixed" }, `(${code})`)),
    retry && h("p", {}, h("button", { type: "button", class: "slim", onclick: retry }, "Try again")),
  );
}
