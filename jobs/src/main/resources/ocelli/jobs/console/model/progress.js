/** Hears of own jobs as they go on: by WebSocket, and where that does not pass, by server-sent events. */

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 15_000;
const SILENCE_MILLIS = 40_000; // the server speaks every 15 s; two may be late
const SOCKET_TRIES = 3; // then something in between does not let WebSockets through

export class Progress {
  #onChange;
  #onResync;
  #onLine;
  #socket;
  #silence;
  #failures = 0;
  #everOpened = false;
  #ended = false;
  #sources = new Map();

  /** onChange hears of jobs, onResync that some were missed, onLine whether the line is up. */
  constructor({ onChange, onResync, onLine }) {
    this.#onChange = onChange;
    this.#onResync = onResync;
    this.#onLine = onLine;
  }

  start() {
    this.#open();
  }

  stop() {
    this.#ended = true;
    clearTimeout(this.#silence);
    this.#socket?.close();
    this.#sources.forEach((source) => source.close());
  }

  /** Follows one job by server-sent events, where the WebSocket cannot. */
  follow(job) {
    if (!this.#onEvents || this.#ended || this.#sources.has(job)) return;
    const source = new EventSource(`/queue/${encodeURIComponent(job)}/events`);
    this.#sources.set(job, source);
    source.addEventListener("progress", (event) => this.#heard({ job, ...JSON.parse(event.data) }));
    source.onopen = () => this.#onLine(true);
  }

  get #onEvents() {
    return !this.#everOpened && this.#failures >= SOCKET_TRIES;
  }

  #open() {
    if (this.#ended || this.#onEvents) return this.#onResync();
    const socket = new WebSocket(new URL("/websocket", location.href.replace(/^http/, "ws")));
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#said(JSON.parse(event.data));
    socket.onclose = () => this.#closed();
    this.#listen();
  }

  #opened() {
    const again = this.#everOpened;
    this.#everOpened = true;
    this.#failures = 0;
    this.#onLine(true);
    if (again) this.#onResync();
  }

  #said(message) {
    this.#listen();
    if (message.resync) this.#onResync();
    if (message.job) this.#heard(message);
  }

  #heard(change) {
    this.#onChange(change);
    if (change.state === "SUCCESS" || change.state === "FAILURE" || change.state === "CANCELLED") {
      this.#sources.get(change.job)?.close();
      this.#sources.delete(change.job);
    }
  }

  /** A line without a word for long is dead, whatever the socket believes. */
  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.close(), SILENCE_MILLIS);
  }

  #closed() {
    clearTimeout(this.#silence);
    if (this.#ended) return;
    this.#failures += 1;
    this.#onLine(false);
    const wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** this.#failures);
    setTimeout(() => this.#open(), wait * (0.5 + Math.random() / 2));
  }
}
