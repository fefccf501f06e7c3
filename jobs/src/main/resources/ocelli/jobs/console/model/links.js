import { call } from "./http.js";

/** Short links to results. */

/** Makes one; {code, short}. */
export const share = (job, { once, noFaces, seconds }) =>
  call("POST", "/links", {
    job,
    scope: [once && "once", noFaces && "no-faces"].filter(Boolean),
    expires: seconds,
  });

/** The links there are to a result. Walks all pages: somebody who shares by hand has few. */
export async function linksTo(job) {
  const found = [];
  let after = "";
  for (let page = 0; page < 10 && after !== null; page += 1) {
    const { links, next } = await call("GET", `/links${after && `?after=${encodeURIComponent(after)}`}`);
    found.push(...links.filter((link) => link.job === job));
    after = next;
  }
  return found;
}

export const revoke = (code) => call("DELETE", `/links/${encodeURIComponent(code)}`);
