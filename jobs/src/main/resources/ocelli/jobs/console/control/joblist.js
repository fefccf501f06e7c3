import * as jobs from "../model/jobs.js";

/** Keeps the list: loads it, searches it, merges what is heard. */
export class JobList {
  #state;
  #onProblem;
  #asked = 0;

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
    const { jobs: newest } = await jobs.list(q).catch(() => ({ jobs: [] }));
    const fresh = new Map(newest.map((job) => [job.job, job]));
    this.#state.change((state) => (state.q === q ? { ...state, jobs: state.jobs.map((job) => fresh.get(job.job) ?? job) } : state));
  }

  merge(change) {
    this.#state.change((state) => ({ ...state, jobs: state.jobs.map((job) => (job.job === change.job ? { ...job, ...change } : job)) }));
  }

  async #ask(after) {
    const turn = (this.#asked += 1);
    this.#state.change((state) => ({ ...state, loading: true, problem: null }));
    try {
      const { jobs: found, next } = await jobs.list(this.#state.value.q, after);
      if (turn !== this.#asked) return; // a later question was asked meanwhile
      this.#state.change((state) => ({ ...state, loading: false, next, jobs: after ? [...state.jobs, ...found] : found }));
    } catch (problem) {
      this.#state.change((state) => ({ ...state, loading: false, problem }));
      this.#onProblem(problem);
    }
  }
}
