// What happens in the hub, by server-sent events. A page has one stream, whoever watches: a browser keeps only six
// connections to one host, for all of its tabs.
import { askHub, signedOut } from "./api.js";
import { cell } from "./state.js";

const KINDS = ["change", "message", "operation", "connection"];

/** Events are handed over in lots, at most this often in milliseconds, so that a busy hub leaves the page usable. */
const LOT_MILLIS = 150;

/** How many events a lot holds; what is more is counted and thrown away. */
const LOT_MAX = 2000;

/** A stream that the hub refused is asked for again after this time in milliseconds. */
const AGAIN_MILLIS = 5000;

/** A page that is not seen gives its stream back after this time in milliseconds. */
const UNSEEN_MILLIS = 30_000;

/** "open", "waiting" (for a first or lost connection) or "closed": nobody watches. */
export const streamState = cell("closed");

const quoted = (id) => "'" + id.replaceAll("'", "''") + "'";

/** The condition that these devices meet. */
export const oneOf = (ids) => `deviceId IN [${ids.map(quoted).join(", ")}]`;

const watchers = new Map();
let source = null;
let listensTo = null;
let deciding = null;
let retry = null;
let unseen = false;
let lot = [];
let dropped = 0;
let delivery = null;

/**
 * Hands lots of events to the watcher; the answer ends that. An event {type: "resumed"} says that some were missed.
 *
 * @param wish {ids} for some devices, {where} for the twins that meet a condition, {} for all. While several watch,
 *     each may also be told of what only another one wished for.
 */
export function watchLive(wish, watcher) {
  watchers.set(watcher, wish);
  decide();
  return () => {
    watchers.delete(watcher);
    decide();
  };
}

/** The condition that gives everybody what they wish for; null if nobody watches. */
function wanted() {
  if (!watchers.size || unseen) return null;
  const wishes = [...watchers.values()];
  const condition = wishes.find((one) => one.where !== undefined);
  if (condition) return condition.where;
  if (wishes.some((one) => !one.ids)) return "";
  return oneOf([...new Set(wishes.flatMap((one) => one.ids))].sort());
}

/** A moment later, so that those who come and go together do so with one stream. */
function decide() {
  deciding ??= setTimeout(() => {
    deciding = null;
    const now = wanted();
    if (now === listensTo) return;
    listensTo = now;
    clearTimeout(retry);
    if (now === null) {
      source?.close();
      source = null;
      streamState.set("closed");
    } else listen();
  }, 50);
}

/** Opens the next stream; the one before goes on until it is there. */
function listen() {
  const before = source;
  const mine = new EventSource("/api/live" + (listensTo ? "?" + new URLSearchParams({ where: listensTo }) : ""));
  let opened = false;
  source = mine;
  if (!before) streamState.set("waiting");
  mine.onopen = () => {
    before?.close();
    if (source !== mine) return;
    streamState.set("open");
    if (opened || missed) add({ type: "resumed" });
    opened = true;
    missed = false;
  };
  mine.onerror = () => {
    before?.close();
    if (source !== mine) return;
    streamState.set("waiting");
    missed = true;
    // The browser gives up for good on an answer that is no stream, such as that of a hub with too many of them.
    if (mine.readyState === EventSource.CLOSED) retry = setTimeout(() => again(mine), AGAIN_MILLIS);
  };
  for (const kind of KINDS) {
    mine.addEventListener(kind, (event) => source === mine && hear(kind, event.data));
  }
}

let missed = false;

/** A stream does not tell why it was refused; another request finds out whether the session has ended. */
async function again(closed) {
  await askHub().catch(() => {});
  if (source !== closed || listensTo === null || signedOut.get()) return;
  source = null;
  listen();
}

function hear(kind, data) {
  try {
    add({ type: kind, ...JSON.parse(data) });
  } catch {
    // Half a line of a stream that broke off; the next one begins anew.
  }
}

function add(event) {
  if (lot.length >= LOT_MAX) {
    dropped++;
    return;
  }
  lot.push(event);
  delivery ??= setTimeout(() => {
    const [events, lost] = [lot, dropped];
    [lot, dropped, delivery] = [[], 0, null];
    for (const watcher of [...watchers.keys()]) watcher(events, lost);
  }, LOT_MILLIS);
}

let leaving;
document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.hidden) leaving = setTimeout(() => leave(true), UNSEEN_MILLIS);
  else if (unseen) leave(false);
});

function leave(gone) {
  unseen = gone;
  missed ||= gone;
  decide();
}
