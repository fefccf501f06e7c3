import * as jobs from "../model/jobs.js";
import { Problem } from "../model/problems.js";
import { Progress } from "../model/progress.js";
import { Store } from "../model/store.js";
import { intakeView } from "../view/intake.js";
import { jobListView } from "../view/joblist.js";
import { h, put, say } from "../view/dom.js";
import { JobList } from "./joblist.js";
import { Stages } from "./stages.js";

/** What somebody who is signed in works at: sends images in, watches, opens what came of them. */
export class Desk {
  #state = new Store({ jobs: [], sending: [], next: null, q: "", loading: false, problem: null, open: null });
  #list;
  #stages;
  #progress;
  #intake;
  #onOut;
  #changed = () => this.#go();

  constructor(shown, person, onOut) {
    this.shown = shown;
    this.#onOut = onOut;
    this.#list = new JobList(this.#state, (problem) => this.#judged(problem));
    this.#stages = new Stages(shown.stage, person, this.#state, { onProblem: (problem) => this.#judged(problem), onUrl: (url) => this.#fetch(url), onRemoved: () => this.#list.load() });
    this.#progress = new Progress({ onChange: (change) => this.#heard(change), onResync: () => this.#list.load(), onLine: (up) => shown.lineIs(up) });
    this.#intake = intakeView({ onFiles: (files) => this.#upload(files), onUrl: (url) => this.#fetch(url) });
    const view = jobListView({ onSearch: (q) => this.#list.search(q), onMore: () => this.#list.more(), onRetry: () => this.#list.load() });
    put(shown.rail, h("h1", { class: "out-of-sight narrow-only" }, "Images"), this.#intake.element, view.element);
    this.#state.watch((state) => view.show(state));
  }

  start() {
    addEventListener("hashchange", this.#changed);
    this.#list.load();
    this.#progress.start();
    this.#go();
  }

  stop() {
    removeEventListener("hashchange", this.#changed);
    this.#progress.stop();
    this.#stages.leave();
    document.onpaste = null;
    Object.assign(document.body, { ondragover: null, ondragleave: null, ondrop: null });
  }

  #go() {
    this.#intake.ok();
    this.shown.at(location.hash);
    this.#stages.open(location.hash);
  }

  #heard(change) {
    this.#list.merge(change);
    this.#stages.heard(change);
    if (change.state === "SUCCESS") this.#list.refresh();
  }

  /** One after the other: on a slow line the first should be done before the last begins. */
  async #upload(files) {
    this.#intake.ok();
    const entries = files.map((file) => ({ name: file.name || "Pasted image", share: 0, file }));
    this.#state.change((state) => ({ ...state, sending: [...state.sending, ...entries] }));
    for (const entry of entries) {
      await this.#take(() => jobs.submitFile(entry.file, (share) => this.#share(entry, share)), entry.name);
      this.#state.change((state) => ({ ...state, sending: state.sending.filter((other) => other.file !== entry.file) }));
    }
  }

  #share(entry, share) {
    this.#state.change((state) => ({ ...state, sending: state.sending.map((other) => (other.file === entry.file ? { ...other, share } : other)) }));
  }

  #fetch(url) {
    this.#intake.ok();
    return this.#take(() => jobs.submitUrl(url), url);
  }

  async #take(submit, name) {
    try {
      const id = await submit();
      say(`${name} is taken`);
      this.#progress.follow(id);
      await this.#list.load();
      location.hash = `#/jobs/${id}`;
      return true;
    } catch (problem) {
      this.#judged(problem);
      this.#intake.fail(problem);
      return false;
    }
  }

  #judged(problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.signedOut) this.#onOut(new Problem({ status: 401, code: "session-ended" }));
  }
}
