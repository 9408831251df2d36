// The made-up fleet: devices and twins by a seed, always the same for an id.

const PLANTS = ["Redmond43", "Lyon2", "Pune7", "Osaka1"];
const LINKS = ["cellular", "wifi", "nb-iot", "ethernet"];

/** What must never be taken for HTML. */
export const HOSTILE = "<img src=x onerror=\"document.body.dataset.owned='yes'\"><script>document.body.dataset.owned='yes'</script>";

/** A name that a twin may have, and that must not be taken for HTML either. */
const HOSTILE_NAME = "<img/src=x/onerror=document['body']['dataset']['owned']='yes'>";

/** The devices that run from the start, and those of them that send nothing. */
export const RUNNING = ["boiler-0000", "boiler-0001", "boiler-0004", "boiler-0010", "boiler-0013", "boiler-0117"];
export const NO_TELEMETRY = ["boiler-0004"];

/** The ids of a fleet of this size. */
export function deviceIds(devices) {
  const ids = [];
  for (let index = 0; index < devices; index++) ids.push(index < 400 ? "boiler-" + String(index).padStart(4, "0") : "meter-" + String(index).padStart(6, "0"));
  return devices > 20 ? [...ids, "attack-1", "gate-east"].sort() : ids;
}

/** A device as a line of an export. */
export function member(id) {
  const seed = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7);
  const plain = seed % 7 !== 0;
  const tags = { location: { plant: PLANTS[seed % 4], region: seed % 2 ? "US" : "EU" }, owner: "facilities" };
  const desired = { telemetryConfig: { sendFrequency: "30s", precision: 2 }, firmware: { version: "4.2.0" }, ecoMode: true };
  const reported = { telemetryConfig: { sendFrequency: plain ? "30s" : "5m", precision: 2 }, firmware: { version: plain ? "4.2.0" : "4.1.3" }, ecoMode: true,
    connectivity: { type: LINKS[seed % 4], rssi: -50 - (seed % 40) } };
  if (id === "attack-1") Object.assign(tags, { name: HOSTILE, [HOSTILE_NAME]: "in a name", long: "x".repeat(900) });
  // A disabled device cannot report, in a seed as in life.
  const disabled = seed % 23 === 5;
  return { deviceId: id, authentication: { type: "sas" }, ...(disabled ? { status: "disabled" } : {}), ...(id.startsWith("gate") ? { capabilities: { iotEdge: true } } : {}), tags, properties: { desired, ...(disabled ? {} : { reported }) } };
}

/** Its modules as lines of an export. */
export function modules(id) {
  return id === "gate-east" ? ["camera", "vision"].map((moduleId) => ({ deviceId: id, moduleId, authentication: { type: "sas" }, properties: { desired: { quality: 3 }, reported: { quality: 3 } } })) : [];
}
