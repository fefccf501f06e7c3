import { numberOf } from "../model/jobs.js";
import { explained } from "../model/problems.js";
import { ago } from "./time.js";
import { h, put } from "./dom.js";
import { notice } from "./notice.js";

/** The list of own jobs: {element, show(state)}. */
export function jobListView({ onSearch, onMore, onRetry }) {
  const list = h("ul", { class: "jobs" });
  const foot = h("div", { class: "foot" });
  const search = h("input", { type: "search", id: "search", placeholder: "Search the text of all jobs", "aria-label": "Search your jobs", maxlength: "200" });
  let typing;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => onSearch(search.value.trim()), 250); // a pause between two words
  });
  return {
    element: h("section", { class: "own", "aria-labelledby": "own-title" }, h("h2", { id: "own-title" }, "Your jobs"), search, list, foot),
    show: (state) => {
      put(list, state.sending.map(sendingRow), state.jobs.map((job) => row(job, state.open)));
      put(foot, footOf(state, onMore, onRetry));
    },
  };
}

function footOf(state, onMore, onRetry) {
  if (state.problem) return notice(state.problem, onRetry);
  if (state.loading && state.jobs.length === 0) return [1, 2, 3].map(() => h("div", { class: "ghost", "aria-hidden": "true" }));
  if (state.next) return h("button", { type: "button", class: "slim", onclick: onMore, disabled: state.loading }, "Older jobs");
  if (state.jobs.length + state.sending.length > 0) return null;
  return h("p", { class: "faint" }, state.q ? "Nothing you sent contains that." : "Nothing yet. What you send appears here, and stays.");
}

function row(job, open) {
  const name = titleOf(job);
  const current = open === job.job || (job.location && open === `n${numberOf(job.location)}`);
  const href = job.state === "SUCCESS" && job.location ? `#/results/${numberOf(job.location)}` : `#/jobs/${job.job}`;
  return h(
    "li",
    { class: `job ${job.state.toLowerCase()}` },
    h(
      "a",
      { href, "aria-current": current ? "true" : null },
      h("span", { class: "name" }, name),
      h("span", { class: "when" }, ago(job.created_at)),
      stateOf(job),
    ),
  );
}

function stateOf(job) {
  if (job.state === "SUCCESS") return h("span", { class: "excerpt" }, job.excerpt ?? "No text in it");
  if (job.state === "FAILURE") return h("span", { class: "excerpt bad" }, explained(job.problem ?? {}).what);
  if (job.state === "CANCELLED") return h("span", { class: "excerpt" }, "Cancelled");
  const { stage = "waiting", percent = 0 } = job.progress ?? {};
  return h("span", { class: "doing" }, h("span", {}, stage), h("progress", { max: 100, value: percent, "aria-label": `${titleOf(job)}: ${stage}` }));
}

function sendingRow({ name, share }) {
  return h(
    "li",
    { class: "job sending" },
    h(
      "div",
      {},
      h("span", { class: "name" }, name),
      h("span", { class: "doing" }, h("span", {}, "uploading"), h("progress", { max: 1, value: share, "aria-label": `${name}: uploading` })),
    ),
  );
}

/** What a person calls it. */
export function titleOf(job) {
  if (job.name) return job.name;
  if (!job.url) return "Upload";
  try {
    const { hostname, pathname } = new URL(job.url);
    return decodeURIComponent(pathname.split("/").filter(Boolean).pop() ?? hostname);
  } catch {
    return job.url;
  }
}
