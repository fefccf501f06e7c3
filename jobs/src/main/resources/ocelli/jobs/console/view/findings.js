import { codesOf, enginesOf, facesOf } from "../model/page.js";
import { h } from "./dom.js";

const BLURRED = 100; // sharpness below about 100 looks blurred (quality.v1m0.Quality)
const DARK = 60; // a quarter of 255: print on paper lies above 150
const TASKS = { ocr: "text", faceextract: "faces", codes: "codes", quality: "quality" };

/** What else a page has: faces, codes, quality, who looked, and what could not. */
export function findingsView(page) {
  return h("div", { class: "findings" }, failures(page), faces(facesOf(page)), codes(codesOf(page)), quality(page.quality), engines(page));
}

function failures(page) {
  if (!page.failed?.length) return null;
  return h(
    "section",
    { class: "notice bad" },
    h("h3", {}, "Not everything could be looked at"),
    h("ul", {}, [...byReason(page.failed)].map(([reason, tasks]) => h("li", {}, h("strong", {}, tasks.join(", ")), `: ${reason}`))),
  );
}

/** A broken file fails each task for one and the same reason. */
function byReason(failed) {
  const reasons = new Map();
  failed.forEach(({ task, reason }) => reasons.set(reason, [...(reasons.get(reason) ?? []), TASKS[task.split("-")[0]] ?? task]));
  return reasons;
}

function faces(found) {
  if (found.length === 0) return null;
  return h(
    "section",
    {},
    h("h3", {}, found.length === 1 ? "A face" : `${found.length} faces`),
    h(
      "ul",
      { class: "faces" },
      found.map((face, index) =>
        h("li", {}, face.jpeg && h("img", { src: `data:image/jpeg;base64,${face.jpeg}`, alt: `Face ${index + 1}, cut out`, width: 88, height: 88 }), h("span", { class: "small" }, `${Math.round((face.score ?? 0) * 100)} % sure`)),
      ),
    ),
  );
}

function codes(found) {
  if (found.length === 0) return null;
  return h(
    "section",
    {},
    h("h3", {}, found.length === 1 ? "A code" : `${found.length} codes`),
    h("dl", { class: "codes" }, found.map((code) => h("div", {}, h("dt", {}, code.symbology.replaceAll("_", " ")), h("dd", {}, meaning(code.text))))),
  );
}

/** An address is a link, but only the kinds that lead to pages. */
function meaning(text) {
  return /^https?:\/\/\S+$/i.test(text) ? h("a", { href: text, rel: "noreferrer noopener nofollow", target: "_blank" }, text) : text;
}

function quality(measured) {
  if (!measured) return null;
  const { sharpness = 0, brightness = 0, contrast = 0 } = measured;
  const verdict = [sharpness < BLURRED ? "looks blurred" : "sharp", brightness < DARK ? "dark" : null].filter(Boolean).join(", ");
  return h(
    "section",
    {},
    h("h3", {}, "The image itself"),
    h(
      "dl",
      { class: "facts" },
      fact("Size", `${measured.width} × ${measured.height}`),
      fact("Sharpness", `${Math.round(sharpness)} · ${verdict}`),
      fact("Brightness", `${Math.round(brightness)} of 255`),
      fact("Contrast", `${Math.round(contrast)}`),
    ),
  );
}

function engines(page) {
  const all = enginesOf(page);
  if (all.length === 0) return null;
  return h(
    "details",
    { class: "engines" },
    h("summary", {}, "Who looked at it"),
    h(
      "dl",
      { class: "facts" },
      page.ocr?.lines?.length > 0 && fact("Confidence", `${Math.round(page.ocr.confidence ?? 0)} % over all words`),
      page.ocr?.deskewDegrees ? fact("Straightened by", `${page.ocr.deskewDegrees.toFixed(1)}°`) : null,
      all.map(({ task, name, model, backend }) => fact(task, h("span", {}, `${name} on ${backend}`, model && h("span", { class: "fixed faint digest", title: model }, ` ${model.slice(0, 12)}`)))),
    ),
  );
}

const fact = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
