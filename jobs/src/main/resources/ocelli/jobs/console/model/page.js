/** One page of a result, as the views need it: words in reading order, each with its place. */

/** Below this the server itself asks a second engine (ARCHITECTURE: auto). */
export const DOUBTFUL = 88;

/** Lines of words numbered through: [[{number, text, box, confidence}]]. */
export function linesOf(page) {
  let number = 0;
  return (page.ocr?.lines ?? []).map((line) =>
    (line.words ?? []).map((word) => ({ number: number++, text: word.text, box: word.box ?? {}, confidence: word.confidence ?? 0 })),
  );
}

/** The same without lines. */
export const wordsOf = (page) => linesOf(page).flat();

export const facesOf = (page) => page.faces?.faces ?? [];

export const codesOf = (page) => page.codes?.codes ?? [];

/** A rectangle round points, for codes; a margin where they lie on one line. */
export function around(points, margin) {
  const xs = points.map((point) => point.x ?? 0);
  const ys = points.map((point) => point.y ?? 0);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const [dx, dy] = [width < margin ? margin : 0, height < margin ? margin : 0];
  return { x: left - dx, y: top - dy, width: width + 2 * dx, height: height + 2 * dy };
}

/** "tesseract 5.5.2" and so on of all tasks that answered: [{task, name, model, backend}]. */
export function enginesOf(page) {
  return [
    ["text", page.ocr],
    ["faces", page.faces],
    ["codes", page.codes],
    ["quality", page.quality],
  ]
    .filter(([, answer]) => answer?.engine)
    .map(([task, answer]) => ({ task, ...answer.engine }));
}
