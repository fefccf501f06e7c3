import { call } from "../model/http.js";
import { Problem } from "../model/problems.js";
import { arrive, h, put } from "../view/dom.js";
import { mark } from "../view/frame.js";
import { notice } from "../view/notice.js";
import { resultView } from "../view/result.js";
import { titleOf } from "../view/joblist.js";

/** A guest has no results of their own that could be missing. */
const forGuest = (problem) => (problem.code === "no-such-result" ? new Problem({ ...problem, code: "not-shared", detail: "" }) : problem);

/** The page of a guest: one result, as the link allows it to be seen. */
export async function showShared(root, icon) {
  const base = location.pathname.replace(/\/$/, "");
  const main = h("main", { class: "stage guest", id: "main" });
  put(root, h("header", { class: "top" }, mark(icon), h("span", { class: "small faint" }, "A result that somebody shared with you")), main);
  try {
    const result = await call("GET", `${base}/result`);
    const view = resultView(result, (page) => `${base}/pages/${page}`, { guest: true });
    document.title = `${titleOf(result)} · Ocelli`;
    put(main, view.element);
    arrive(view.heading);
  } catch (problem) {
    document.title = "Not to be seen · Ocelli";
    put(main, h("div", { class: "column" }, h("h1", {}, "This cannot be shown"), notice(forGuest(problem))));
  }
}
