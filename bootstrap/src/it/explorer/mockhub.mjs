// The made-up hub: the devices of fleet.mjs, changes, events and a journal.
import { HOSTILE, deviceIds, member } from "./fleet.mjs";

export { HOSTILE };

const NEVER = "0001-01-01T00:00:00Z";

const clone = (value) => structuredClone(value);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

export function merge(target, patch) {
  const merged = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = isObject(value) ? merge(isObject(merged[name]) ? merged[name] : {}, value) : value;
  }
  return merged;
}

export function leaves(value, prefix = "") {
  return Object.entries(value ?? {}).flatMap(([name, inner]) =>
      isObject(inner) && Object.keys(inner).length ? leaves(inner, prefix + name + ".") : [[prefix + name, inner]]);
}

export class MockHub {
  constructor({ devices, kind }) {
    this.kind = kind;
    this.ids = [];
    this.changed = new Map();
    this.streams = new Set();
    this.journal = [];
    this.faults = [];
    this.advanced = 0;
    this.number = 1;
    this.requests = [];
    this.ids = deviceIds(devices);
  }

  now(ago = 0) {
    return new Date(Date.now() + this.advanced - ago).toISOString();
  }

  device(id) {
    if (!this.changed.has(id)) {
      if (!this.ids.includes(id)) throw Object.assign(new Error(`There is no device ${id}.`), { status: 404, code: 404001 });
      this.changed.set(id, this.born(id));
    }
    return this.changed.get(id);
  }

  /** The device as it is before anybody touched it: always the same for an id. */
  born(id) {
    const seed = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7);
    const { tags, status = "enabled", properties: { desired, reported = {} } } = member(id);
    return { id, tags, desired, reported, version: 2, desiredVersion: 2 + (seed % 12), reportedVersion: 2 + (seed % 240), etag: 1, status,
      connected: seed % 3 !== 0 && seed % 23 !== 5, since: 1000 * (seed % 4000), active: seed % 31 === 0 ? null : this.now(1000 * (seed % 90_000)),
      modules: id === "gate-east" ? { camera: {}, vision: {} } : {}, edge: id.startsWith("gate"), parent: id === "boiler-0001" ? "gate-east" : null, aged: this.now(1000 * (60 + (seed % 90_000))) };
  }

  row(id) {
    const one = this.changed.get(id) ?? this.born(id);
    return { deviceId: id, status: one.status, connectionState: one.connected ? "Connected" : "Disconnected", lastActivityTime: one.active ?? NEVER,
      desiredVersion: one.desiredVersion, reportedVersion: one.reportedVersion, waiting: this.steps(one).filter((step) => ["waiting", "differs", "only desired"].includes(step.state)).length, etag: etag(one) };
  }

  steps(one) {
    const reported = new Map(leaves(one.reported));
    const desired = leaves(one.desired);
    const asked = new Set(desired.map(([path]) => path));
    return [
      ...desired.map(([path, value]) => ({ path, desired: value, reported: reported.get(path), since: one.changedAt?.[path] ?? one.aged,
        state: !reported.has(path) ? "only desired" : JSON.stringify(reported.get(path)) === JSON.stringify(value) ? "in step" : one.connected ? "waiting" : "differs" })),
      ...[...reported].filter(([path]) => !asked.has(path)).map(([path, value]) => ({ path, reported: value, state: "only reported" })),
    ];
  }

  twin(id, module) {
    const one = this.device(id);
    const owner = module ? (one.modules[module].twin ??= { ...this.born("module"), id }) : one;
    const section = (value, version, when = {}) => ({ ...clone(value), $metadata: this.metadata(value, one.aged, version, when), $version: version });
    return {
      twin: { deviceId: id, ...(module ? { moduleId: module } : {}), etag: etag(owner), version: owner.version, status: owner.status, connectionState: owner.connected ? "Connected" : "Disconnected",
        lastActivityTime: owner.active ?? NEVER, tags: clone(owner.tags),
        properties: { desired: section(owner.desired, owner.desiredVersion, owner.changedAt), reported: section(owner.reported, owner.reportedVersion, owner.reportedAt) } },
      steps: this.steps(owner),
      limits: this.limits(owner),
      connection: owner.connected ? { state: "Connected", protocol: "mqtt", since: owner.connectedAt ?? this.now(owner.since) } : { state: "Disconnected", since: owner.active ?? NEVER },
      modules: module ? [] : Object.keys(one.modules),
      ...(owner.simulation ? { simulation: owner.simulation } : {}),
    };
  }

  metadata(value, time, version, when, prefix = "") {
    const meta = { $lastUpdated: time, $lastUpdatedVersion: version };
    for (const [name, inner] of Object.entries(value)) {
      const path = prefix + name;
      meta[name] = isObject(inner) ? this.metadata(inner, time, version, when, path + ".") : { $lastUpdated: when[path] ?? time, $lastUpdatedVersion: when[path] ? version : Math.max(1, version - 1) };
    }
    return meta;
  }

  limits(one) {
    const size = (value) => Buffer.byteLength(JSON.stringify(value));
    return [{ section: "tags", used: size(one.tags), max: 8192 }, { section: "desired", used: size(one.desired), max: 32768 }, { section: "reported", used: size(one.reported), max: 32768 }];
  }

  patch(id, module, patch, by = "iothubowner") {
    const one = module ? (this.twin(id, module), this.device(id).modules[module].twin) : this.device(id);
    const before = { tags: one.tags, desired: one.desired };
    if (patch.tags) one.tags = merge(one.tags, patch.tags);
    const changes = [];
    if (patch.properties?.desired) {
      one.desired = merge(one.desired, patch.properties.desired);
      one.desiredVersion++;
    }
    one.etag++;
    one.version++;
    one.changedAt ??= {};
    for (const [path, name] of [["tags", "tags"], ["properties.desired", "desired"]]) changes.push(...differences(path, before[name], one[name]));
    for (const change of changes) one.changedAt[change.path.replace("properties.desired.", "")] = this.now();
    this.tell("change", { deviceId: id, ...(module ? { moduleId: module } : {}), kind: "updateTwin", leaves: changes, version: one.version, at: this.now() });
    this.note({ operation: "patch-twin", deviceId: id, detail: "desired", caller: by, transport: "https", outcome: "done", result: `etag ${etag(one)}, desired version ${one.desiredVersion}` });
    if (one.simulation && patch.properties?.desired) setTimeout(() => this.report(id, patch.properties.desired), 400);
  }

  report(id, patch) {
    const one = this.device(id);
    const before = one.reported;
    one.reported = merge(one.reported, patch);
    one.reportedVersion++;
    one.version++;
    one.active = this.now();
    one.reportedAt ??= {};
    const changes = differences("properties.reported", before, one.reported);
    for (const change of changes) one.reportedAt[change.path.replace("properties.reported.", "")] = this.now();
    this.tell("change", { deviceId: id, kind: "updateTwin", leaves: changes, version: one.version, at: this.now() });
    this.note({ operation: "report", deviceId: id, caller: id, transport: "mqtt", outcome: "done", result: `version ${one.reportedVersion}` });
  }

  telemetry(id, body) {
    this.device(id).active = this.now();
    this.tell("message", { deviceId: id, source: "Telemetry", enqueued: this.now(), properties: { unit: "C" }, body });
  }

  connect(id, on) {
    const one = this.device(id);
    one.connected = on;
    one.active = this.now();
    if (on) one.connectedAt = this.now();
    this.tell("connection", { deviceId: id, kind: on ? "deviceConnected" : "deviceDisconnected", at: this.now() });
    this.note({ operation: on ? "connect" : "disconnect", deviceId: id, caller: id, transport: "mqtt", outcome: "done", result: on ? "" : "the client disconnected" });
  }

  note(entry) {
    const whole = { number: this.number++, at: this.now(), ...entry };
    this.journal.push(whole);
    this.tell("operation", whole);
  }

  timeline(id, since) {
    const from = Date.parse(since ?? "") || 0;
    const minute = 60_000;
    const one = this.device(id);
    const past = [[9.6, "connect", ""], [9.4, "read-own-twin", "desired version 2"], [8, "report", "version 4"], [7.2, "disconnect", "the client disconnected"], [6.4, "connect", ""], [5.5, "report", "version 5"],
      [4, "patch-twin", "etag AAAAAAAAAAE="], [3.9, "notify", "version 3"], [3.7, "report", "version 6"], [2.4, "invoke", "status 200"], [1.2, "invoke", ""]];
    one.past ??= past.map(([ago, operation, result], index) => ({ number: -100 + index, at: this.now(ago * minute), operation, deviceId: id, caller: operation === "invoke" || operation === "patch-twin" ? "iothubowner" : id,
      transport: "mqtt", ...(ago === 1.2 ? { outcome: "refused", errorCode: 404103, reason: "the device is not online" } : ago === 3.9 ? { outcome: "missed", reason: "the device is not connected" } : { outcome: "done", result }) }));
    return { registered: true, entries: [...one.past, ...this.journal.filter((entry) => entry.deviceId === id)].filter((entry) => Date.parse(entry.at) >= from) };
  }

  listen(request, response, where) {
    const ids = /deviceId IN \[(.*)\]/i.exec(where)?.[1].match(/'((?:[^']|'')*)'/g)?.map((one) => one.slice(1, -1).replaceAll("''", "'"));
    const plant = /tags\.location\.plant = '([^']*)'/.exec(where)?.[1];
    const wanted = (id) => (ids ? ids.includes(id) : plant ? (this.changed.get(id) ?? this.born(id)).tags.location?.plant === plant : true);
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(":\n\n");
    const stream = { send: (kind, data) => wanted(data.deviceId) && response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`) };
    this.streams.add(stream);
    const pulse = setInterval(() => response.write(":\n\n"), 15_000);
    request.on("close", () => (clearInterval(pulse), this.streams.delete(stream)));
  }

  tell(kind, data) {
    for (const stream of this.streams) stream.send(kind, data);
  }

  /** Lets things happen, this many in a second. */
  live(rate) {
    if (!rate) return () => {};
    let turn = 0;
    const timer = setInterval(() => {
      const id = this.ids[turn % Math.min(12, this.ids.length)];
      turn++;
      const one = this.device(id);
      if (!one.connected || one.status === "disabled") return;
      this.telemetry(id, { temperature: Number((70 + 6 * Math.sin(turn / 20) + Math.random()).toFixed(2)), pressure: Number((3 + Math.random() / 10).toFixed(3)) });
      if (turn % 9 === 0) this.report(id, { connectivity: { rssi: -60 - (turn % 30) } });
    }, 1000 / rate);
    timer.unref();
    return () => clearInterval(timer);
  }
}

export function etag(one) {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(one.etag, 4);
  return bytes.toString("base64");
}

function differences(prefix, before, after) {
  const old = new Map(leaves(before));
  const young = new Map(leaves(after));
  return [...new Set([...old.keys(), ...young.keys()])].filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(young.get(path)))
      .map((path) => ({ path: prefix + "." + path, before: old.get(path), after: young.get(path) }));
}
