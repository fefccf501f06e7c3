import * as jobs from "../model/jobs.js";
import * as links from "../model/links.js";
import { Stream } from "../model/stream.js";
import { facesOf } from "../model/page.js";
import { grants } from "../model/session.js";
import { Problem } from "../model/problems.js";
import { arrive, h, put } from "../view/dom.js";
import { back, jobView } from "../view/jobview.js";
import { notice } from "../view/notice.js";
import { resultView } from "../view/result.js";
import { shareDialog } from "../view/share.js";
import { streamView } from "../view/stream.js";
import { titleOf } from "../view/joblist.js";
import { welcomeView } from "../view/welcome.js";

/** What the stage shows, by the address after the #. */
export class Stages {
  #stage;
  #person;
  #state;
  #do;
  #leave = () => {};
  #job = null;
  #turn = 0;

  constructor(stage, person, state, handlers) {
    this.#stage = stage;
    this.#person = person;
    this.#state = state;
    this.#do = handlers;
  }

  open(hash) {
    this.leave();
    this.#turn += 1;
    const [, place = "", id = ""] = hash.split("/");
    this.#mark(place === "jobs" ? id : place === "results" ? `n${id}` : null);
    if (place === "jobs") return this.#openJob(id, this.#turn);
    if (place === "results") return this.#openResult(Number(id), this.#turn);
    if (place === "stream") return this.#openStream();
    document.title = "Ocelli";
    put(this.#stage, welcomeView());
  }

  leave() {
    this.#leave();
    this.#leave = () => {};
    this.#job = null;
  }

  /** A change of the job that is shown; its result is opened where it has one. */
  heard(change) {
    if (!this.#job || this.#job.id !== change.job) return;
    this.#job.changes += 1;
    if (change.state === "SUCCESS") return location.replace(`#/results/${jobs.numberOf(change.location)}`);
    this.#job.known = { ...this.#job.known, ...change };
    this.#job.view.show(this.#job.known);
  }

  #mark(open) {
    this.#state.change((state) => ({ ...state, open }));
  }

  async #openJob(id, turn) {
    const listed = this.#state.value.jobs.find((job) => job.job === id);
    const view = jobView({ onCancel: () => this.#cancel(id), onAgain: (url) => this.#do.onUrl(url) });
    const job = { id, view, known: listed ?? { job: id, state: "QUEUED" }, changes: 0 };
    this.#job = job;
    view.show(this.#job.known);
    this.#show(view, titleOf(this.#job.known));
    await this.#attempt(turn, async () => {
      const change = await jobs.status(id);
      if (turn === this.#turn && job.changes === 0) this.heard(change); // else it is the older one
    });
  }

  async #openResult(number, turn) {
    put(this.#stage, h("div", { class: "result", "aria-busy": "true" }, back(), h("p", { class: "out-of-sight", role: "status" }, "Loading the result"), h("div", { class: "ghost" }), h("div", { class: "ghost tall" })));
    await this.#attempt(turn, async () => {
      const result = await jobs.result(number);
      if (turn !== this.#turn) return;
      const share = h("button", { type: "button", class: "slim main", onclick: () => this.#share(number, result) }, "Share");
      const remove = h("button", { type: "button", class: "slim quiet danger", onclick: () => this.#remove(number) }, "Delete");
      const view = resultView(result, (page) => jobs.pageUrl(number, page), { actions: [share, remove], messages: () => jobs.messages(number) });
      this.#show(view, titleOf(result));
    });
  }

  #openStream() {
    const stream = new Stream({ onMessages: (all, held) => view.show(all, held), onLine: (up, problem) => view.line(up, problem) });
    const view = streamView({ onPause: (paused) => stream.pause(paused), onReplay: () => (stream.stop(), stream.start("earliest")) });
    this.#show(view, "The stream");
    if (!grants(this.#person, "firehose-1")) {
      return view.line(false, new Problem({ status: 403, code: "missing-claim", detail: "firehose-1.*" }));
    }
    stream.start();
    this.#leave = () => stream.stop();
  }

  #share(number, result) {
    shareDialog({
      share: (wish) => links.share(number, wish),
      links: () => links.linksTo(number),
      revoke: links.revoke,
      hasFaces: result.pages.some((page) => facesOf(page).length > 0),
    });
  }

  async #remove(number) {
    if (!confirm("Delete this result and its images for good? Links to it will lead nowhere.")) return;
    await this.#attempt(this.#turn, async () => {
      await jobs.remove(number);
      location.hash = "#/";
      this.#do.onRemoved();
    });
  }

  async #cancel(id) {
    await this.#attempt(this.#turn, async () => {
      try {
        await jobs.cancel(id);
        this.heard({ job: id, state: "CANCELLED" });
      } catch (problem) {
        if (problem.code !== "already-ended") throw problem;
        this.heard(await jobs.status(id));
      }
    });
  }

  async #attempt(turn, work) {
    try {
      await work();
    } catch (problem) {
      this.#do.onProblem(problem);
      if (turn === this.#turn && !problem.signedOut) put(this.#stage, h("div", { class: "column" }, back(), notice(problem, () => this.open(location.hash))));
    }
  }

  #show(view, title) {
    document.title = `${title} · Ocelli`;
    put(this.#stage, view.element);
    arrive(view.heading);
  }
}
