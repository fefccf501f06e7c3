import { MOST_SHOWN, gist } from "../model/stream.js";
import { clock } from "./time.js";
import { h, put } from "./dom.js";
import { notice } from "./notice.js";

/** The firehose as it flows: {element, heading, show(messages, held), line(up, problem)}. */
export function streamView({ onPause, onReplay }) {
  let paused = false;
  const pause = h("button", { type: "button", class: "main slim", "aria-pressed": "false", onclick: () => toggle() }, "Pause");
  const state = h("p", { class: "small faint", role: "status" }, "waiting for the first message …");
  const said = h("div", {});
  const rows = h("tbody", {});
  const empty = emptyState(onReplay);
  const table = h("table", { class: "flow", hidden: true }, h("caption", { class: "out-of-sight" }, "Messages, newest first"), h("thead", {}, h("tr", {}, ["Time", "Kind", "Transaction", "What it says"].map((name) => h("th", { scope: "col" }, name)))), rows);
  const heading = h("h1", {}, "The stream");
  const toggle = () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    onPause(paused);
  };
  return {
    heading,
    element: h("article", { class: "stream" }, h("header", { class: "head" }, h("div", { class: "title" }, heading, state), h("div", { class: "actions" }, pause)), said, empty, table),
    show: (messages, held) => {
      table.hidden = messages.length === 0;
      empty.hidden = messages.length > 0;
      put(rows, messages.map(row));
      if (paused) pause.textContent = held > 0 ? `Go on (${held}${held === MOST_SHOWN ? "+" : ""} wait)` : "Go on";
    },
    line: (up, problem) => {
      const words = up ? "live" : problem ? "ended" : "reconnecting …";
      if (state.textContent !== words) state.textContent = words;
      put(said, problem && notice(problem));
    },
  };
}

function row(message) {
  const [task] = message.type.split(".");
  return h(
    "tr",
    { class: task },
    h("td", { class: "fixed" }, clock(message.timestamp)),
    h("td", {}, h("span", { class: `kind ${task}` }, task === "faceextract" ? "faces" : task)),
    h("td", { class: "fixed clip", title: message.transaction }, message.transaction),
    h("td", { class: "said" }, gist(message).slice(0, 240)),
  );
}

function emptyState(onReplay) {
  return h(
    "div",
    { class: "column quiet-state" },
    h("p", { class: "lead" }, "Nothing flows right now."),
    h("p", {}, "Messages about images that this account sends through the API pass by here in the order of their delivery. Images that you send with this console are on their own pages instead."),
    h("p", {}, h("button", { type: "button", onclick: onReplay }, "Show what is kept")),
  );
}
