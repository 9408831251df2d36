// The routes of the mock: [method, pattern, answer].
import { etag, leaves, merge } from "./mockhub.mjs";
import { jobRoutes } from "./mockjobs.mjs";

const PAGE = 100;

const refuse = (status, code, message, more = {}) => Object.assign(new Error(message), { status, code, ...more });

const KEYWORDS = ["SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "NIN", "GROUP BY", "AS", "TOP", "devices", "devices.modules", "true", "false", "null"];
const FUNCTIONS = ["COUNT()", "SUM(", "AVG(", "MIN(", "MAX(", "IS_DEFINED(", "STARTSWITH(", "ENDSWITH(", "ARRAY_CONTAINS("];
const PATHS = [["tags.location.plant", "string", 100_002], ["tags.location.region", "string", 100_002], ["tags.owner", "string", 100_002], ["properties.desired.telemetryConfig.sendFrequency", "string", 100_002],
  ["properties.desired.firmware.version", "string", 100_002], ["properties.reported.firmware.version", "string", 100_002], ["properties.reported.connectivity.type", "string", 100_002], ["properties.reported.connectivity.rssi", "number", 100_002]];

/** Enough of the language for the page's tests: equality, IN on ids, is_defined. */
function condition(text, line = 1, offset = 0) {
  const trimmed = text.trim();
  if (!trimmed) return () => true;
  const ids = /^deviceId IN \[(.*)\]$/i.exec(trimmed);
  if (ids) {
    const wanted = new Set(ids[1].match(/'((?:[^']|'')*)'/g).map((one) => one.slice(1, -1).replaceAll("''", "'")));
    return (_, id) => wanted.has(id);
  }
  const equal = /^([\w.]+)\s*=\s*('([^']*)'|-?[\d.]+|true|false)$/.exec(trimmed);
  if (equal) {
    const [, path, shown, string] = equal;
    const wanted = string ?? JSON.parse(shown);
    const known = [...PATHS.map(([one]) => one), "deviceId", "status", "connectionState"];
    if (!known.includes(path)) {
      throw refuse(400, 400000, "The condition is not valid.", { problems: [{ line, column: offset + 1, length: path.length, text: path, excerpt: text, message: "no twin has this path", nearest: known.find((one) => one.startsWith(path.slice(0, path.length - 4))) ?? known[0] }] });
    }
    return (one, id) => at(one, path, id) === wanted;
  }
  const defined = /^is_defined\(([\w.]+)\)$/i.exec(trimmed);
  if (defined) return (one, id) => at(one, defined[1], id) !== undefined;
  throw refuse(400, 400000, `expected a condition, found '${trimmed.split(/\s+/).at(-1)}'`, { problems: [{ line, column: offset + 1, length: Math.max(1, trimmed.length), text: trimmed, excerpt: text, message: "expected =, found the end", expected: ["=", "IN"] }] });
}

function at(one, path, id) {
  const whole = { deviceId: id, status: one.status, connectionState: one.connected ? "Connected" : "Disconnected", tags: one.tags, properties: { desired: one.desired, reported: one.reported } };
  return path.split(".").reduce((value, name) => value?.[name], whole);
}

export function routes(hub) {
  const find = (id) => hub.changed.get(id) ?? hub.born(id);
  const matching = (where) => {
    const test = condition(where);
    const ids = /^deviceId IN \[(.*)\]$/i.exec(where.trim());
    if (ids) return ids[1].match(/'((?:[^']|'')*)'/g).map((one) => one.slice(1, -1).replaceAll("''", "'")).filter((id) => hub.changed.has(id) || hub.ids.includes(id));
    return where.trim() ? hub.ids.filter((id) => test(find(id), id)) : hub.ids;
  };
  const module = (id, name) => {
    if (name && !hub.device(id).modules[name]) throw refuse(404, 404010, `There is no module ${name} of ${id}.`);
    return name;
  };

  function devices({ query }) {
    const search = query.get("search");
    const ids = search ? hub.ids.filter((id) => id.includes(search)) : matching(query.get("where") ?? "");
    const from = Number(query.get("after") ?? 0);
    const rows = ids.slice(from, from + PAGE).map((id) => hub.row(id));
    return { rows, next: from + PAGE < ids.length ? String(from + PAGE) : null, total: ids.length };
  }

  function create({ body }) {
    const { deviceId } = body;
    if (!/^[\w\-:.+%#*?!(),=@$']{1,128}$/.test(deviceId ?? "")) throw refuse(400, 400004, `The id '${deviceId}' is not valid.`);
    if (hub.ids.includes(deviceId)) throw refuse(409, 409001, `A device with the id ${deviceId} exists already.`);
    hub.ids.push(deviceId);
    hub.ids.sort();
    const one = { ...hub.born(deviceId), tags: {}, desired: {}, reported: {}, desiredVersion: 1, reportedVersion: 1, status: body.status ?? "enabled", connected: false, active: null, edge: Boolean(body.edge) };
    hub.changed.set(deviceId, one);
    hub.tell("change", { deviceId, kind: "createDeviceIdentity", leaves: [], at: hub.now() });
    return identity({}, deviceId);
  }

  function identity(_, id, name) {
    const one = hub.device(id);
    module(id, name);
    return { deviceId: id, ...(name ? { moduleId: name } : {}), status: one.status, etag: "NjM4", generationId: "638684000000000000", authentication: { type: "sas" }, capabilities: { iotEdge: one.edge },
      parentScopes: one.parent ? [`ms-azure-iot-edge://${one.parent}-638684000000000000`] : [], lastActivityTime: one.active ?? "0001-01-01T00:00:00Z", cloudToDeviceMessageCount: 0 };
  }

  function changeIdentity({ body }, id) {
    const one = hub.device(id);
    if (body.status) one.status = body.status;
    if (body.status === "disabled") one.connected = false;
    if ("parent" in body) {
      if (body.parent && !hub.ids.includes(body.parent)) throw refuse(404, 404001, `There is no device ${body.parent}.`);
      one.parent = body.parent;
    }
    return identity({}, id);
  }

  function remove(_, id, name) {
    hub.device(id);
    if (name) delete hub.device(id).modules[name];
    else {
      hub.ids.splice(hub.ids.indexOf(id), 1);
      hub.changed.delete(id);
    }
    hub.tell("change", { deviceId: id, kind: name ? "deleteModuleIdentity" : "deleteDeviceIdentity", leaves: [], at: hub.now() });
  }

  function preview({ body }, id, name) {
    const before = hub.twin(id, module(id, name)).twin;
    const after = merge(before, { tags: body.tags ?? {}, properties: { desired: body.properties?.desired ?? {} } });
    const problems = leaves(body).filter(([path]) => /\$|\s/.test(path)).map(([path]) => `The name in ${path} may not contain $ or a space.`);
    const told = body.properties?.desired && Object.keys(body.properties.desired).length;
    const on = hub.device(id).connected;
    return { before, after, notification: told && on ? { ...body.properties.desired, $version: before.properties.desired.$version + 1 } : null,
      notificationNote: !told ? `${id} is told nothing: no desired property changes.` : on ? `${id} is connected and is told at once.` : `${id} is not connected. It is told nothing now, and reads its twin when it connects.`,
      limits: hub.limits({ tags: after.tags, desired: plain(after.properties.desired), reported: plain(after.properties.reported) }), problems };
  }

  function patch({ body, etag: given }, id, name) {
    const one = name ? (hub.twin(id, module(id, name)), hub.device(id).modules[name].twin) : hub.device(id);
    if (given !== "*" && given !== etag(one)) throw refuse(412, 412002, `The etag is ${etag(one)}, not ${given}.`, { more: { theirs: hub.twin(id, name) } });
    if (JSON.stringify(body.tags ?? {}).length > 8192) throw refuse(400, 400000, "The tags take more than 8192 bytes.");
    hub.patch(id, name, body);
    return hub.twin(id, name);
  }

  function query({ body }) {
    const text = body.text.replace(/\s+/g, " ").trim();
    const match = /^SELECT (.+?) FROM (\w[\w.]*)(?: WHERE (.+?))?(?: GROUP BY (.+))?$/i.exec(text);
    if (!match) throw refuse(400, 400000, "The query is not valid.", { problems: [{ line: 1, column: 1, length: body.text.split(/\s/)[0].length, message: `expected SELECT, found '${body.text.split(/\s/)[0]}'` }] });
    const where = match[3] ?? "";
    let ids;
    try {
      ids = matching(where);
    } catch (error) {
      const lines = body.text.split("\n");
      const path = error.problems?.[0]?.text ?? where;
      const index = lines.findIndex((one) => one.includes(path));
      throw refuse(400, 400000, "The query is not valid.", { problems: error.problems.map((one) => ({ ...one, line: index + 1, column: lines[index].indexOf(path) + 1, excerpt: undefined })) });
    }
    if (match[4]) {
      const groups = new Map();
      for (const id of ids) {
        const value = at(find(id), match[4].trim(), id);
        groups.set(value, (groups.get(value) ?? 0) + 1);
      }
      return { rows: [...groups].map(([type, number]) => ({ type, devices: number })), next: null, columns: ["type", "devices"], millis: 0.9 };
    }
    const from = Number(body.from ?? 0);
    const rows = ids.slice(from, from + PAGE).map((id) => (match[1] === "*" ? hub.twin(id).twin : Object.fromEntries(match[1].split(",").map((one) => one.trim()).map((path) => [path.split(".").at(-1), at(find(id), path, id)]))));
    return { rows, next: from + PAGE < ids.length ? String(from + PAGE) : null, columns: Object.keys(rows[0] ?? {}), millis: 0.42 };
  }

  function why({ body }) {
    const one = hub.device(body.deviceId);
    const where = / WHERE (.+?)(?: GROUP BY .*)?$/i.exec(body.text.replace(/\s+/g, " "))?.[1];
    if (!where) return { outcome: "true", warnings: [] };
    const path = where.split(/[\s=]/)[0];
    const value = at(one, path, body.deviceId);
    const outcome = value === undefined ? "undefined" : String(condition(where)(one, body.deviceId));
    return { outcome, condition: { text: where, outcome, values: [{ path, ...(value === undefined ? {} : { value }) }], parts: [] }, warnings: [] };
  }

  const D = "/api/devices/([^/]+)(?:/modules/([^/]+))?";
  const on = (method, path, run) => [method, new RegExp("^" + path + "$"), run];
  return [
    on("GET", "/api/hub", () => ({ name: "myhub", version: "0.9.0", kind: hub.kind, now: hub.now(), devices: hub.ids.length, connected: Math.round(hub.ids.length * 0.64),
      features: Object.fromEntries(["journal", "faults", "clock", "plan", "live", "preview", "events"].map((name) => [name, hub.kind === "local"])) })),
    on("GET", "/api/devices", devices),
    on("POST", "/api/devices", create),
    on("GET", D + "/twin", (_, id, name) => hub.twin(id, (hub.device(id), module(id, name)))),
    on("PATCH", D + "/twin", patch),
    on("POST", D + "/preview", preview),
    on("GET", D + "/identity", identity),
    on("PUT", D + "/identity", changeIdentity),
    on("DELETE", D, remove),
    on("POST", "/api/devices/([^/]+)/modules", ({ body }, id) => void (hub.device(id).modules[body.moduleId] = {})),
    on("POST", D + "/connection-string", (_, id) => ({ primary: `HostName=localhost;DeviceId=${id};SharedAccessKey=c2VjcmV0LXByaW1hcnk=`, secondary: `HostName=localhost;DeviceId=${id};SharedAccessKey=c2VjcmV0LXNlY29uZGFyeQ==` })),
    on("GET", D + "/timeline", ({ query: params }, id) => hub.timeline(id, params.get("since"))),
    on("POST", D + "/methods", async ({ body }, id) => {
      if (!hub.device(id).connected) throw refuse(404, 404103, "The device is not online.");
      hub.note({ operation: "invoke", deviceId: id, detail: body.name, caller: "iothubowner", transport: "https", outcome: "done", result: "status 200" });
      return { status: 200, payload: { method: body.name, got: body.payload } };
    }),
    on("POST", D + "/messages", ({ body }, id) => hub.note({ operation: "send-message", deviceId: id, detail: `${body.body.length} bytes`, caller: "iothubowner", transport: "https", outcome: "done" })),
    on("POST", D + "/simulation", ({ body }, id) => {
      const one = hub.device(id);
      const timer = setInterval(() => hub.telemetry(id, Object.fromEntries(Object.keys(body.telemetry).map((name) => [name, Number((20 + 5 * Math.random()).toFixed(2))]))), 300);
      timer.unref();
      one.stop = () => clearInterval(timer);
      one.simulation = { interval: body.interval };
      hub.connect(id, true);
      hub.report(id, { ...one.desired, ...body.properties });
      return one.simulation;
    }),
    on("DELETE", D + "/simulation", (_, id) => {
      const one = hub.device(id);
      one.stop?.();
      delete one.simulation;
      hub.connect(id, false);
    }),
    on("POST", "/api/query", query),
    on("POST", "/api/query/explain", ({ body }) => ({ query: body.text, access: "columns", lookUps: [], columns: [{ path: "tags.location.plant", built: false, distinct: 4, bytes: 400_000 }], scanned: 0, matched: hub.ids.length >> 2, microseconds: 900, warnings: [] })),
    on("POST", "/api/query/why", why),
    on("GET", "/api/paths", ({ query: params }) => PATHS.filter(([path]) => path.toLowerCase().includes((params.get("prefix") ?? "").toLowerCase())).map(([path, type, count]) => ({ path, type, count }))),
    on("GET", "/api/words", () => ({ keywords: KEYWORDS, functions: FUNCTIONS })),
    on("GET", "/api/faults", () => hub.faults),
    on("POST", "/api/faults", ({ body }) => {
      if (body.effect === "latency" && !/^\d+(\.\d+)?(ms|s)(\.\.\d+(ms|s))?$/.test(body.delay)) throw refuse(400, 400000, `the delay '${body.delay}' is not a duration such as 2s, nor two such as 1s..3s`);
      const fault = { id: `${body.effect}-${hub.number++}`, probability: 1, seed: 1, affected: 0, ...body };
      hub.faults.push(fault);
      return fault;
    }),
    on("DELETE", "/api/faults(?:/([^/]+))?", (_, id) => void (hub.faults = id ? hub.faults.filter((one) => one.id !== id) : [])),
    on("GET", "/api/throttles", () => ({ tier: "S1", units: 1, throttle: "enforce", throttled: [{ what: "twin updates", limit: "50/s", most: "112/s", slowed: 50, refused: 12 }] })),
    on("GET", "/api/clock", () => ({ now: hub.now(), advanced: `PT${hub.advanced / 1000}S`, stands: false })),
    on("POST", "/api/clock", ({ body }) => {
      hub.advanced += { PT1M: 60_000, PT1H: 3_600_000, P1D: 86_400_000 }[body.advance] ?? 0;
      return { now: hub.now(), advanced: `PT${hub.advanced / 1000}S`, stands: false };
    }),
    on("GET", "/api/compare", ({ query: params }) => ({ differences: params.get("with") === "same" ? [] : [{ deviceId: "boiler-0003", path: "tags.owner", here: "facilities", there: "energy" }, { deviceId: "gate-east", path: "properties.desired.ecoMode", here: true }], next: null })),
    on("POST", "/api/compare", () => ({ differences: [], next: null })),
    ...jobRoutes(hub, on, refuse),
  ];
}

const plain = (value) => Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("$")));
