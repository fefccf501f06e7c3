import * as jobs from "../model/jobs.js";

/** Keeps the list: loads it, searches it, merges what is heard. */
export class JobList {
  #state;
  #onProblem;
  #asked = 0;
  #out = 0;
  #meanwhile = new Map(); // what was heard while a question was out: newer than its answer

  constructor(state, onProblem) {
    this.#state = state;
    this.#onProblem = onProblem;
  }

  search(q) {
    this.#state.change((state) => ({ ...state, q }));
    return this.load();
  }

  load() {
    return this.#ask(null);
  }

  more() {
    return this.#ask(this.#state.value.next);
  }

  /** The newest again, for what a change does not carry: a job's name and how its text begins. */
  async refresh() {
    const { q } = this.#state.value;
    const { jobs: newest } = await this.#list(q).catch(() => ({ jobs: [] }));
    const fresh = new Map(newest.map((job) => [job.job, job]));
    this.#state.change((state) => (state.q === q ? { ...state, jobs: state.jobs.map((job) => fresh.get(job.job) ?? job) } : state));
  }

  merge(change) {
    if (this.#out > 0) this.#meanwhile.set(change.job, change);
    this.#state.change((state) => ({ ...state, jobs: state.jobs.map((job) => (job.job === change.job ? { ...job, ...change } : job)) }));
  }

  async #ask(after) {
    const turn = (this.#asked += 1);
    this.#state.change((state) => ({ ...state, loading: true, problem: null }));
    try {
      const { jobs: found, next } = await this.#list(this.#state.value.q, after);
      if (turn !== this.#asked) return; // a later question was asked meanwhile
      this.#state.change((state) => ({ ...state, loading: false, next, jobs: after ? [...state.jobs, ...found] : found }));
    } catch (problem) {
      this.#state.change((state) => ({ ...state, loading: false, problem }));
      this.#onProblem(problem);
    }
  }

  /** A page of the list, with what was heard while it was on its way. */
  async #list(q, after) {
    this.#out += 1;
    try {
      const { jobs: found, next } = await jobs.list(q, after);
      return { jobs: found.map((job) => ({ ...job, ...this.#meanwhile.get(job.job) })), next };
    } finally {
      this.#out -= 1;
      if (this.#out === 0) this.#meanwhile.clear();
    }
  }
}
