// What happens in the hub, by server-sent events: one stream for each condition, shared by its watchers.
import { cell } from "./state.js";

const KINDS = ["change", "message", "operation", "connection"];

/** Events are handed over in lots, at most this often in milliseconds, so that a busy hub leaves the page usable. */
const LOT_MILLIS = 150;

/** How many events a lot holds; what is more is counted and thrown away. */
const LOT_MAX = 2000;

/** "open", "waiting" (for a first or lost connection) or "closed": nobody watches. */
export const streamState = cell("closed");

const streams = new Map();

class Stream {
  constructor(where) {
    this.where = where;
    this.watchers = new Set();
    this.lot = [];
    this.dropped = 0;
    this.open();
  }

  open() {
    this.source = new EventSource("/api/live" + (this.where ? "?" + new URLSearchParams({ where: this.where }) : ""));
    streamState.set("waiting");
    this.source.onopen = () => {
      streamState.set("open");
      if (this.wasOpen) this.add({ type: "resumed" });
      this.wasOpen = true;
    };
    this.source.onerror = () => {
      streamState.set("waiting");
      // The browser gives up for good on an answer that is not a stream, such as a hub with too many of them.
      if (this.source.readyState === EventSource.CLOSED) {
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.watchers.size && this.open(), 5000);
      }
    };
    for (const kind of KINDS) this.source.addEventListener(kind, (event) => this.hear(kind, event.data));
  }

  hear(kind, data) {
    try {
      this.add({ type: kind, ...JSON.parse(data) });
    } catch {
      // Half a line of a stream that broke off; the next one begins anew.
    }
  }

  add(event) {
    if (this.lot.length >= LOT_MAX) {
      this.dropped++;
      return;
    }
    this.lot.push(event);
    this.timer ??= setTimeout(() => this.deliver(), LOT_MILLIS);
  }

  deliver() {
    const { lot, dropped } = this;
    this.timer = null;
    this.lot = [];
    this.dropped = 0;
    for (const watcher of [...this.watchers]) watcher(lot, dropped);
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.source.close();
    streams.delete(this.where);
    if (!streams.size) streamState.set("closed");
  }
}

/** Hands lots of events of the twins that meet a condition to the watcher; the answer ends that. */
export function watchLive(where, watcher) {
  let stream = streams.get(where);
  if (!stream) streams.set(where, (stream = new Stream(where)));
  stream.watchers.add(watcher);
  return () => {
    stream.watchers.delete(watcher);
    // A moment later, so that a watcher that only moves on keeps the stream.
    setTimeout(() => !stream.watchers.size && streams.get(where) === stream && stream.close(), 50);
  };
}
