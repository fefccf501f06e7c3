import { explained } from "../model/problems.js";
import { h, put } from "./dom.js";
import { titleOf } from "./joblist.js";

const STAGES = [
  ["QUEUED", "Waiting"],
  ["FETCHING", "Fetching"],
  ["SENDING", "Sending"],
  ["SEEING", "Looking"],
];

/** A job that is on its way or did not get there: {element, heading, show(job)}. */
export function jobView({ onCancel, onAgain }) {
  const heading = h("h1", {});
  const body = h("div", { class: "column" });
  const element = h("article", { class: "column" }, back(), heading, body);
  let kind = "";
  const parts = progressParts(onCancel);
  const show = (job) => {
    heading.textContent = titleOf(job);
    if (job.state === "FAILURE" || job.state === "CANCELLED") return put(body, ended(job, onAgain));
    if (kind !== "going") put(body, parts.element);
    kind = "going";
    parts.show(job);
  };
  return { element, heading, show };
}

export function back() {
  return h("p", { class: "back" }, h("a", { href: "#/" }, "← All images"));
}

function progressParts(onCancel) {
  const stages = STAGES.map(([state, name]) => h("li", { "data-state": state }, name));
  const bar = h("progress", { max: 100, value: 0, "aria-label": "Progress" });
  const stage = h("p", { class: "lead", role: "status" });
  const cancel = h("button", { type: "button", onclick: () => ((cancel.disabled = true), onCancel()) }, "Cancel");
  const show = (job) => {
    const at = STAGES.findIndex(([state]) => state === job.state);
    stages.forEach((item, index) => {
      item.className = index < at ? "done" : index === at ? "now" : "";
      if (index === at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    bar.value = job.progress?.percent ?? 0;
    const said = job.progress?.stage ?? "waiting";
    if (stage.textContent !== said) stage.textContent = said;
  };
  return { element: h("div", { class: "going" }, h("ol", { class: "stages" }, stages), bar, stage, h("p", {}, cancel)), show };
}

function ended(job, onAgain) {
  if (job.state === "CANCELLED") {
    return [h("p", { class: "lead" }, "This job was cancelled. Nothing more of it is looked at."), h("p", {}, h("a", { href: "#/", class: "button" }, "Look at something else"))];
  }
  const { what, next, detail, code } = explained(job.problem ?? {});
  return [
    h("p", { class: "lead" }, what),
    h("p", {}, next),
    h("div", { class: "notice bad" }, h("p", { class: "small" }, detail), h("p", { class: "small fixed" }, code)),
    job.url && h("p", { class: "small" }, "It came from ", h("a", { href: job.url, rel: "noreferrer noopener", target: "_blank" }, job.url)),
    h("p", { class: "actions" }, job.url && h("button", { type: "button", class: "main", onclick: () => onAgain(job.url) }, "Fetch it again"), h("a", { href: "#/", class: "button" }, "Look at something else")),
  ];
}
