import { h, put } from "./dom.js";
import { notice } from "./notice.js";

/** The first screen. `onSignIn(id, secret)` returns a promise that fails with a Problem. */
export function signInView(reason, onSignIn) {
  const said = h("div", {}, reason && notice(reason));
  const button = h("button", { class: "main" }, "Sign in");
  const form = h(
    "form",
    { class: "sheet", method: "post", action: "/session", "aria-labelledby": "title" },
    said,
    field("client_id", "Client id", "username", "text"),
    field("client_secret", "Client secret", "current-password", "password"),
    button,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    button.textContent = "Signing in …";
    try {
      await onSignIn(form.client_id.value.trim(), form.client_secret.value.trim());
    } catch (problem) {
      put(said, notice(problem));
      button.disabled = false;
      button.textContent = "Sign in";
      form.client_secret.select();
    }
  });
  return h(
    "main",
    { class: "alone", id: "main" },
    h(
      "header",
      { class: "column" },
      h("div", { class: "eyes", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      h("h1", { id: "title" }, "Ocelli looks at your images."),
      h("p", { class: "lead" }, "Text, faces, codes: found, framed and put in order."),
    ),
    form,
    h(
      "p",
      { class: "small faint" },
      "No account yet? Whoever runs Ocelli makes one with ",
      h("code", {}, "ocelli client add"),
      ". ",
      h("a", { href: "/console/help" }, "How it works"),
    ),
  );
}

function field(name, label, autocomplete, type) {
  return h(
    "div",
    { class: "field" },
    h("label", { class: "label", for: name }, label),
    h("input", { id: name, name, type, autocomplete, required: true, autocapitalize: "none", spellcheck: "false", maxlength: "256" }),
  );
}
