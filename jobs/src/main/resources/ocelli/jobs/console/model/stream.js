import { call } from "./http.js";
import { Problem } from "./problems.js";

/** The client's own messages as they are delivered, the last so many of them. */

export const MOST_SHOWN = 200; // more than anybody reads while it flows; memory stays small

export class Stream {
  #source;
  #held = [];
  #paused = false;
  #onMessages;
  #onLine;

  /** onMessages(list, held) hears the newest first and how many wait; onLine(up, problem). */
  constructor({ onMessages, onLine }) {
    this.#onMessages = onMessages;
    this.#onLine = onLine;
    this.shown = [];
  }

  start(from = "latest") {
    this.#source = new EventSource(`/firehose?from=${from}`);
    this.#source.onopen = () => this.#onLine(true);
    this.#source.onmessage = (event) => this.#take(JSON.parse(event.data));
    this.#source.addEventListener("heartbeat", () => this.#onLine(true));
    this.#source.addEventListener("problem", (event) => this.#end(new Problem(JSON.parse(event.data).error)));
    this.#source.onerror = () => (this.#source.readyState === EventSource.CLOSED ? this.#ask() : this.#onLine(false));
  }

  stop() {
    this.#source?.close();
  }

  pause(paused) {
    this.#paused = paused;
    if (!paused) {
      this.#show(this.#held.splice(0));
    }
    this.#tell();
  }

  #take(message) {
    if (this.#paused) {
      this.#held = [message, ...this.#held].slice(0, MOST_SHOWN);
    } else {
      this.#show([message]);
    }
    this.#tell();
  }

  #show(newest) {
    this.shown = [...newest, ...this.shown].slice(0, MOST_SHOWN);
  }

  #tell() {
    this.#onMessages(this.shown, this.#held.length);
  }

  #end(problem) {
    this.stop();
    this.#onLine(false, problem);
  }

  /** An EventSource does not say why it was refused; an ordinary request does. */
  async #ask() {
    try {
      await call("GET", "/firehose?from=none");
    } catch (problem) {
      this.#end(problem.code === "bad-field" ? new Problem({ code: "network" }) : problem);
    }
  }
}

/** What a message says, in a line. */
export function gist(message) {
  const data = message.data ?? {};
  switch (message.type.split(".")[0]) {
    case "ocr":
      return (data.text ?? "").replace(/\s+/g, " ").trim() || "no text";
    case "faceextract":
      return counted(data.faces?.length ?? 0, "face");
    case "codes":
      return (data.codes ?? []).map((code) => code.text).join(" · ") || "no codes";
    case "quality":
      return `${data.width} × ${data.height}, sharpness ${Math.round(data.sharpness ?? 0)}`;
    case "summary":
      return data.sentence ?? "";
    default:
      return [data.task, data.code, data.detail].filter(Boolean).join(": ");
  }
}

export const counted = (count, noun) => `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
