import * as session from "../model/session.js";
import { Problem } from "../model/problems.js";
import { frame } from "../view/frame.js";
import { put } from "../view/dom.js";
import { signInView } from "../view/signin.js";
import { Desk } from "./desk.js";

/** Signed out or in: the one thing that the whole page depends on. */
export class Console {
  #root;
  #icon;
  #desk = null;

  constructor(root, icon) {
    this.#root = root;
    this.#icon = icon;
    addEventListener("unhandledrejection", (event) => event.reason instanceof Problem && event.reason.signedOut && this.#out(event.reason));
  }

  async start() {
    try {
      this.#in(await session.whoIsIn());
    } catch (problem) {
      this.#out(problem.signedOut && problem.code !== "session-ended" ? null : problem);
    }
  }

  #in(person) {
    const shown = frame(person.client, this.#icon, () => this.#leave());
    put(this.#root, shown.element);
    this.#desk = new Desk(shown, person, (problem) => this.#out(problem));
    this.#desk.start();
  }

  #out(problem) {
    this.#desk?.stop();
    this.#desk = null;
    document.title = "Sign in · Ocelli";
    put(this.#root, signInView(problem, (id, secret) => this.#signIn(id, secret)));
    document.getElementById("client_id").focus();
  }

  async #signIn(id, secret) {
    await session.signIn(id, secret);
    this.#in(await session.whoIsIn());
  }

  async #leave() {
    await session.signOut().catch(() => {});
    location.hash = "";
    this.#out(null);
  }
}
