import { Problem } from "./problems.js";

/** Calls to our own server. Silence for this long is a failure: ten times the slowest answer. */
const PATIENCE_MILLIS = 20_000;

/** The JSON of a success; throws a Problem otherwise. */
export async function call(method, path, body) {
  const response = await answered(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : await jsonOf(response);
}

/** The text of a success, for what is no single JSON document. */
export async function text(path) {
  return (await answered(path, { method: "GET" })).text();
}

/** The answer that GET got, after any redirect. */
export async function followed(path) {
  const response = await answered(path, { method: "GET" });
  return { path: new URL(response.url).pathname, json: await jsonOf(response) };
}

async function answered(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  } catch (failure) {
    throw new Problem({ code: failure.name === "TimeoutError" ? "timeout" : "network" });
  }
  if (!response.ok) {
    throw problemOf(response.status, await response.text().catch(() => ""));
  }
  return response;
}

async function jsonOf(response) {
  try {
    return await response.json();
  } catch {
    throw new Problem({ status: response.status, code: "network", detail: "The answer broke off." });
  }
}

/** What a body of problem+json says. */
export function problemOf(status, body) {
  try {
    return new Problem({ status, ...JSON.parse(body) });
  } catch {
    return new Problem({ status, code: `http-${status}`, detail: body.slice(0, 300) });
  }
}
