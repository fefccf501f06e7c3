/** A value that tells those who listen when it changes. */
export class Store {
  #value;
  #listeners = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  /** Sets what a function makes of the value. */
  change(next) {
    this.#value = next(this.#value);
    this.#listeners.forEach((listener) => listener(this.#value));
  }

  /** Calls at once and with every change; returns how to stop. */
  watch(listener) {
    this.#listeners.add(listener);
    listener(this.#value);
    return () => this.#listeners.delete(listener);
  }
}
