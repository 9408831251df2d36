// The rows of the list of devices: asked for page by page as they are scrolled to, kept, and made new one by one.
import { api } from "./api.js";
import { oneOf } from "./live.js";
import { cell } from "./state.js";

/** How many rows ahead of the last one seen are asked for. */
const AHEAD = 150;

/** How many changed rows are asked for at once. */
const CHANGED_MAX = 50;

/** A plain word searches ids; everything else is a condition. */
export function asked(filter) {
  const words = (filter ?? "").trim();
  if (!words) return {};
  return /^[^\s=<>()'"[\]]+$/.test(words) ? { search: words } : { where: words };
}

export class Rows {
  constructor(filter) {
    this.filter = asked(filter);
    this.list = [];
    this.places = new Map();
    this.total = undefined;
    /** Why a condition may have found nothing. */
    this.warnings = [];
    this.next = undefined;
    this.fresh = new Set();
    /** The ids in view. */
    this.seen = [];
    /** Counts the changes of everything above. */
    this.version = cell(0);
    this.wanted = 0;
  }

  changed() {
    this.version.set(this.version.get() + 1);
  }

  get done() {
    return this.next === null;
  }

  /** Sees to it that this many rows are there, and some more. */
  async ensure(number) {
    this.wanted = Math.max(this.wanted, number + AHEAD);
    if (this.loading || this.error) return;
    this.loading = true;
    try {
      while (!this.done && this.list.length < this.wanted && !this.stopped) await this.page();
    } catch (error) {
      this.error = error;
    } finally {
      this.loading = false;
      this.changed();
    }
  }

  async page() {
    const answer = await api.get("/api/devices", { ...this.filter, after: this.next });
    for (const row of answer.rows) {
      if (this.places.has(row.deviceId)) continue;
      this.places.set(row.deviceId, this.list.push(row) - 1);
    }
    this.next = answer.next ?? null;
    this.total = answer.total ?? this.total;
    this.warnings = answer.warnings ?? this.warnings;
    this.changed();
  }

  /** Notes what live events say of these devices; new ones wait until they are asked for. */
  async heard(events) {
    const changed = new Set(events.some((one) => one.type === "resumed") ? this.seen : []);
    for (const { deviceId, kind = "", type } of events) {
      if (!deviceId || type === "message" || type === "operation") continue;
      const place = this.places.get(deviceId);
      if (place === undefined) {
        if (/create/i.test(kind)) this.fresh.add(deviceId);
      } else if (/delete.*device/i.test(kind)) this.list[place] = { ...this.list[place], deleted: true };
      else changed.add(deviceId);
    }
    this.changed();
    const ids = [...changed].slice(0, CHANGED_MAX);
    if (!ids.length) return;
    const answer = await api.get("/api/devices", { where: oneOf(ids) }).catch(() => ({ rows: [] }));
    for (const row of answer.rows) {
      const place = this.places.get(row.deviceId);
      if (place !== undefined) this.list[place] = row;
    }
    this.changed();
  }
}
