// How times, sizes and values are written.
import { clockAhead } from "./api.js";
import { cell } from "./state.js";

const UNITS = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

/** The hub's time now, in milliseconds. */
export const hubNow = () => Date.now() + clockAhead.get();

/** A time in milliseconds; NaN if there is none. The hub writes the year 1 for "never". */
export function moment(text) {
  const time = Date.parse(text ?? "");
  return time > 0 ? time : NaN;
}

/** How long ago, in the largest unit: "8 s", "3 h", "now"; a dash for never. */
export function ago(text, now = hubNow()) {
  const seconds = Math.round((now - moment(text)) / 1000);
  if (Number.isNaN(seconds)) return "–";
  if (seconds < 2) return "now";
  const [size, unit] = UNITS.find(([one]) => seconds >= one);
  return `${Math.floor(seconds / size)} ${unit}`;
}

export const exact = (text) => (Number.isNaN(moment(text)) ? "never" : new Date(moment(text)).toISOString());

/** The time of day with milliseconds, in the reader's zone. */
export function clockTime(text) {
  const time = new Date(moment(text));
  if (Number.isNaN(time.getTime())) return "–";
  return time.toLocaleTimeString([], { hour12: false }) + "." + String(time.getMilliseconds()).padStart(3, "0");
}

export const count = (number) => (number ?? 0).toLocaleString("en");

export const plural = (number, one, many = one + "s") => `${count(number)} ${number === 1 ? one : many}`;

/** A value as JSON on one line; "undefined" is what no document holds. */
export const text = (value) => (value === undefined ? "undefined" : JSON.stringify(value));

export const pretty = (value) => JSON.stringify(value, null, 2);

/** The class that colours a value. */
export function kindOf(value) {
  if (typeof value === "string") return "s";
  if (typeof value === "number") return "n";
  if (typeof value === "boolean" || value === null) return "t";
  return value === undefined ? "faint" : "";
}

/** Ticks once a second while somebody watches, and the page is seen. */
export const second = cell(0);
let ticking;
let watchers = 0;
const watchSecond = second.watch;
second.watch = (watcher) => {
  const stop = watchSecond(watcher);
  if (++watchers === 1) ticking = setInterval(() => document.hidden || second.set(second.get() + 1), 1000);
  return () => {
    if (stop() && --watchers === 0) clearInterval(ticking);
  };
};

/** Copies a text; the answer says whether that was possible. */
export async function copy(value) {
  try {
    await navigator.clipboard.writeText(value);
    told.set(`Copied ${value.length > 60 ? value.slice(0, 57) + "…" : value}`);
    return true;
  } catch {
    told.set("The browser does not let this page copy.");
    return false;
  }
}

/** A short notice at the foot of the page, which also screen readers hear. */
export const told = cell("");
let fading;
told.watch((notice) => {
  clearTimeout(fading);
  if (notice) fading = setTimeout(() => told.set(""), 4000);
});
