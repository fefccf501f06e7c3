import { call, followed, text, problemOf } from "./http.js";
import { Problem } from "./problems.js";

/** Jobs as the server knows them. */

const UPLOAD_PATIENCE_MILLIS = 180_000; // 16 MiB at 1 Mbit/s take 134 s
const ENDED = new Set(["SUCCESS", "FAILURE", "CANCELLED"]);

export const isOver = (job) => ENDED.has(job.state);

/** Has a URL looked at; the job's id. */
export async function submitUrl(url) {
  const response = await sent("POST", JSON.stringify({ url }), { "Content-Type": "application/json" }, () => {});
  return idOf(response);
}

/** Sends a file; `onShare` hears 0 to 1 as it goes; the job's id. */
export async function submitFile(file, onShare) {
  const form = new FormData();
  form.append("file", file, file.name || "pasted.png");
  return idOf(await sent("POST", form, {}, onShare));
}

/** {jobs, next}: newest first. */
export const list = (q, after) => {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (after) query.set("after", after);
  return call("GET", `/api/v1/services?${query}`);
};

/** The job's state, or {state: "SUCCESS", number} where it has a result. */
export async function status(id) {
  const { path, json } = await followed(`/queue/${encodeURIComponent(id)}`);
  return path.startsWith("/api/v1/service/") ? { job: id, state: "SUCCESS", location: path, number: json.number } : { job: id, ...json };
}

export const cancel = (id) => call("DELETE", `/queue/${encodeURIComponent(id)}`);

export const result = (number) => call("GET", `/api/v1/service/${number}`);

export const remove = (number) => call("DELETE", `/api/v1/service/${number}`);

/** The delivered messages, a line each. */
export const messages = (number) => text(`/api/v1/service/${number}/messages`);

export const pageUrl = (number, page) => `/api/v1/service/${number}/pages/${page}`;

/** The number in the address of a result. */
export const numberOf = (location) => Number(location.split("/").pop());

/** A request whose upload can be watched, which fetch does not offer. */
function sent(method, body, headers, onShare) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, "/api/v1/services");
    request.timeout = UPLOAD_PATIENCE_MILLIS;
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.ontimeout = () => reject(new Problem({ code: "timeout" }));
    request.onerror = () => reject(new Problem({ code: "network" }));
    request.onload = () => (request.status < 300 ? resolve(request) : reject(problemOf(request.status, request.responseText)));
    request.send(body);
  });
}

function idOf(request) {
  const location = request.getResponseHeader("Content-Location") ?? request.getResponseHeader("Location") ?? "";
  return location.split("/").pop();
}
