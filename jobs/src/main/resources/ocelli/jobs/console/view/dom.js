/** Elements without markup in strings: text stays text, whoever wrote it. */

const SVG = "http://www.w3.org/2000/svg";

/** An element; attributes that begin with "on" are listeners, false and null ones are left out. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same in SVG. */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts these in the place of what was there. */
export function put(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return parent;
}

/** Says something to those who do not see the screen. */
export function say(text) {
  const region = document.getElementById("said") ?? document.body.appendChild(h("div", { id: "said", class: "out-of-sight", "aria-live": "polite" }));
  region.textContent = text;
}

/** Moves the focus to a heading that was just shown, so that a reader begins there. */
export function arrive(heading) {
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}
