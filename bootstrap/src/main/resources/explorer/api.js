// All requests of the page. A refusal becomes an ApiError with the hub's own words.
import { cell } from "./state.js";

export class ApiError extends Error {
  constructor(status, body) {
    const error = body?.error ?? {};
    super(error.message ?? `The hub answered ${status}.`);
    this.status = status;
    this.code = error.code;
    this.problems = error.problems ?? [];
    this.body = body;
  }
}

/** Whether the hub no longer knows this page's session. */
export const signedOut = cell(false);

/** How far the hub's clock is ahead of the browser's, in milliseconds: a hub's clock can be advanced. */
export const clockAhead = cell(0);

async function send(method, path, { body, headers } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(method === "GET" ? {} : { "X-Twinhub": "1" }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new ApiError(0, { error: { message: "The hub does not answer. Is it still running?" } });
  }
  const text = await response.text();
  let answer;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    answer = { error: { message: text.slice(0, 500) } };
  }
  if (response.status === 401) signedOut.set(true);
  if (!response.ok) throw new ApiError(response.status, answer);
  return answer;
}

/** The path of a device or module in the API. */
export function devicePath(deviceId, moduleId, rest = "") {
  const device = "/api/devices/" + encodeURIComponent(deviceId);
  return device + (moduleId ? "/modules/" + encodeURIComponent(moduleId) : "") + rest;
}

const query = (path, params) => {
  const filled = Object.entries(params).filter(([, value]) => value !== undefined && value !== "" && value !== null);
  return filled.length ? path + "?" + new URLSearchParams(filled) : path;
};

export const api = {
  get: (path, params = {}) => send("GET", query(path, params)),
  post: (path, body = {}) => send("POST", path, { body }),
  put: (path, body) => send("PUT", path, { body }),
  patch: (path, body, etag) => send("PATCH", path, { body, headers: { "If-Match": `"${etag}"` } }),
  remove: (path) => send("DELETE", path),
};

/** What the hub tells of itself. */
export const hub = cell(null);

export async function askHub() {
  const answer = await api.get("/api/hub");
  if (answer.now) clockAhead.set(Date.parse(answer.now) - Date.now());
  hub.set(answer);
  return answer;
}

/** Whether the hub has a feature; a hub that does not say so has it. */
export const hasFeature = (name) => hub.get()?.features?.[name] !== false;
