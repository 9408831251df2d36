// The mock's jobs and configurations: one of each kind, and one that runs as time goes by.
import { HOSTILE } from "./fleet.mjs";

const PAGE = 25;

const begun = Date.now();

function job(hub, id, status, counts, more = {}) {
  const { kind = "scheduleUpdateTwin", condition = "tags.location.plant = 'Lyon2'", ago = 600_000, ...rest } = more;
  const [succeeded, failed, running, pending] = counts;
  const work = kind === "scheduleUpdateTwin" ? { updateTwin: { deviceId: null, etag: "*", tags: { mode: "night" }, properties: { desired: { telemetryConfig: { sendFrequency: "5m" } } } } }
    : { cloudToDeviceMethod: { methodName: "reboot", payload: { delay: 5 }, responseTimeoutInSeconds: 30, connectTimeoutInSeconds: 10 } };
  return { id, type: kind, condition, status, created: hub.now(ago), started: hub.now(ago), succeeded, failed, running, pending, cancellable: status === "scheduled" || status === "queued",
    ...(kind === "scheduleUpdateTwin" ? {} : { method: "reboot" }), document: { maxExecutionTimeInSeconds: 3600, ...work }, ...rest };
}

export function jobRoutes(hub, on, refuse) {
  const cancelled = new Set();
  const jobs = () => {
    const done = Math.min(400, Math.floor((Date.now() - begun) / 100));
    const later = job(hub, "new-year", cancelled.has("new-year") ? "cancelled" : "scheduled", [0, 0, 0, 0], { started: "2027-12-31T23:59:59.000Z", condition: "*", ...(cancelled.has("new-year") ? { ended: hub.now() } : {}) });
    return [
      later,
      job(hub, "firmware-wave-2", done < 400 ? "running" : "completed", [done, 7, done < 400 ? 12 : 0, 400 - done], { kind: "scheduleDeviceMethod", ago: Date.now() - begun, ...(done < 400 ? {} : { ended: hub.now() }) }),
      job(hub, "night", "completed", [340, 60, 0, 0], { ended: hub.now(300_000) }),
      job(hub, "too-slow", "failed", [12, 388, 0, 0], { ended: hub.now(200_000), reason: "The time of 3600 s was over before the job was done on all devices.", condition: `tags.note = '${HOSTILE}' AND properties.reported.connectivity.type = 'cellular' AND tags.location.region = 'EU'` }),
      ...Array.from({ length: 24 }, (_, index) => job(hub, `nightly-${24 - index}`, "completed", [1, 0, 0, 0], { ended: hub.now(3_600_000 * (index + 1)), ago: 3_600_000 * (index + 1) + 9000 })),
    ];
  };
  const find = (id) => jobs().find((one) => one.id === id) ?? raise(refuse(404, 404002, `there is no job '${id}'; jobs vanish 30 days after their end`));
  const raise = (error) => {
    throw error;
  };
  const page = (rows, query) => {
    const from = Number(query.get("after") ?? 0);
    return { rows: rows.slice(from, from + PAGE), next: from + PAGE < rows.length ? String(from + PAGE) : null };
  };
  const configurations = [
    { id: "firmware", priority: 10, condition: "tags.location.plant = 'Lyon2'", content: "deviceContent", system: { targetedCount: 120, appliedCount: 97 }, custom: { done: 61, "not reported": 36 } },
    { id: "gateway-modules", priority: 5, condition: "tags.kind = 'gateway'", content: "modulesContent", system: { targetedCount: 1, appliedCount: 1, reportedSuccessfulCount: 1, reportedFailedCount: 0 }, custom: {} },
    { id: "unused", priority: 0, condition: "", content: "deviceContent", system: { targetedCount: 0, appliedCount: 0 }, custom: {} },
  ];
  return [
    on("GET", "/api/jobs", ({ query }) => page(jobs(), query)),
    on("GET", "/api/job", ({ query }) => find(query.get("id"))),
    on("GET", "/api/job/failed", ({ query }) => page(Array.from({ length: find(query.get("id")).failed }, (_, index) => ({ deviceId: hub.ids[index + 1], error: { code: index ? "DeviceNotOnline" : "Hostile", description: index ? `${hub.ids[index + 1]} is not online, and did not come within 10 s.` : HOSTILE }, endTimeUtc: hub.now(1000) })), query)),
    on("POST", "/api/job/cancel", ({ body }) => (cancelled.add(body.jobId), find(body.jobId))),
    on("GET", "/api/configurations", () => ({ rows: configurations })),
    on("GET", "/api/configuration", ({ query }) => ({ ...configurations.find((one) => one.id === query.get("id")), document: { createdTimeUtc: hub.now(9_000_000), lastUpdatedTimeUtc: hub.now(600_000), content: { deviceContent: { "properties.desired.firmware": { version: "4.3.0", url: HOSTILE } } },
      metrics: { queries: { done: "SELECT deviceId FROM devices WHERE properties.reported.firmware.version = '4.3.0'" } } } })),
    on("GET", "/api/configuration/missed", ({ query }) => page(query.get("id") === "firmware" ? Array.from({ length: 23 }, (_, index) => ({ deviceId: hub.ids[index + 1], status: "Targeted", reason: "configuration hotfix-7 with priority 20 sets properties.desired.firmware" })) : [], query)),
    on("GET", "/api/transfers", () => ({ rows: [
      { jobId: "b1", type: "export", status: "running", progress: Math.min(99, Math.floor((Date.now() - begun) / 500)), startTimeUtc: hub.now(Date.now() - begun) },
      { jobId: "a1", type: "import", status: "completed", progress: 100, startTimeUtc: hub.now(90_000), endTimeUtc: hub.now(60_000), failureReason: "2 of 1,200 lines failed; see importErrors.log" },
    ] })),
  ];
}
