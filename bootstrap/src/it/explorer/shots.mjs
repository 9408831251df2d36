// Screenshots of each page, wide and narrow, light and dark: node shots.mjs [FOLDER] [NAME…]
import { mkdirSync } from "node:fs";
import { open } from "./browser.mjs";
import { fill } from "./steps.mjs";

const folder = process.argv[2] ?? "../../../target/explorer";
const only = process.argv.slice(3);

const device = "#/devices/boiler-0117";

const patch = (mode) => ["--job-type", "scheduleUpdateTwin", "--twin-patch", JSON.stringify({ tags: { mode } })];
const content = (version) => ["-k", JSON.stringify({ deviceContent: { "properties.desired.firmware.version": version } })];

/** Command lines that make jobs and configurations. */
const MADE = [
  ["job", "create", "--job-id", "night", "-q", "tags.location.plant = 'Lyon2'", ...patch("night"), "--wait"],
  ["job", "create", "--job-id", "reboot", "-q", "STARTSWITH(deviceId, 'boiler-00')", "--job-type", "scheduleDeviceMethod", "--method-name", "reboot", "--method-connect-timeout", "0", "--wait"],
  ["job", "create", "--job-id", "new-year", "-q", "*", ...patch("day"), "--start-time", `${new Date().getUTCFullYear() + 1}-01-01T00:00:00Z`],
  ["configuration", "create", "-c", "firmware", "-t", "tags.location.plant = 'Lyon2'", ...content("4.3.0"), "-m", JSON.stringify({ queries: { cellular: "SELECT deviceId FROM devices WHERE tags.location.plant = 'Lyon2' AND properties.reported.connectivity.type = 'cellular'" } })],
  ["configuration", "create", "-c", "hotfix", "-t", "deviceId = 'boiler-0003' OR deviceId = 'boiler-0011'", ...content("4.2.9"), "--priority", "7"],
];

/** Runs them once. */
async function made() {
  for (const line of MADE.splice(0)) await browser.command?.(...line);
}

/** What is shown, and what is done before the picture is taken. */
const SHOTS = {
  devices: ["#/devices"],
  nomatch: ["#/devices?filter=nothing-is-called-so"],
  wrongfilter: ["#/devices?filter=tags.location.plnt%20%3D%20'Redmond43'"],
  twin: ["#/devices/boiler-0010", (page) => page.waitForTimeout(2500)],
  readme: ["#/devices/boiler-0010?filter=boiler-00", (page) => page.waitForTimeout(9000)],
  twinfoot: ["#/devices/boiler-0010", async (page) => {
    await page.waitForTimeout(2500);
    await page.locator(".page").evaluate((box) => (box.scrollTop = 9999));
  }],
  attack: ["#/devices/attack-1"],
  modules: ["#/devices/gate-east"],
  edit: [device, async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).click();
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{\n  "properties": { "desired": {\n    "telemetryConfig": { "sendFrequency": "10s" },\n    "ecoMode": null\n  } }\n}');
    await page.waitForTimeout(900);
  }],
  identity: [device, async (page) => {
    await page.getByRole("button", { name: "Identity" }).click();
    await page.getByRole("button", { name: "Show connection strings" }).click();
    await page.waitForTimeout(300);
  }],
  conflict: ["#/devices/boiler-0006", async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).click();
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"tags":{"owner":"mine","floor":3},"properties":{"desired":{"ecoMode":false}}}');
    await browser.hub?.patch("boiler-0006", { tags: { owner: "theirs " + Math.random().toFixed(3), note: "new" } });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForTimeout(400);
  }],
  method: [device, (page) => page.getByRole("button", { name: "Method", exact: true }).click()],
  simulate: [device, (page) => page.getByRole("button", { name: "Simulate" }).click()],
  create: ["#/devices", (page) => page.getByRole("button", { name: "New" }).click()],
  queryempty: ["#/query"],
  query: ["#/query?" + new URLSearchParams({ q: "SELECT properties.reported.connectivity.type AS type, COUNT() AS devices\nFROM devices\nWHERE tags.location.plant = 'Redmond43'\nGROUP BY properties.reported.connectivity.type", why: "boiler-0001" }), (page) => page.waitForTimeout(1500)],
  queryrows: ["#/query?" + new URLSearchParams({ q: "SELECT * FROM devices" })],
  querywrong: ["#/query?" + new URLSearchParams({ q: "SELECT * FROM devices\nWHERE tags.location.plnt = 'Redmond43'" })],
  live: ["#/live", (page) => page.waitForTimeout(2500)],
  nojobs: ["#/jobs"],
  jobs: ["#/jobs", async (page) => {
    await made();
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.waitForTimeout(600);
  }],
  job: ["#/jobs?job=reboot"],
  jobcancel: ["#/jobs?job=new-year", (page) => page.getByRole("button", { name: "Cancel job…" }).click()],
  configuration: ["#/jobs?configuration=firmware"],
  hub: ["#/hub"],
  find: ["#/devices", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("boiler-011");
    await page.waitForTimeout(600);
  }],
  keys: ["#/hub", (page) => page.keyboard.press("?")],
};

mkdirSync(folder, { recursive: true });
const browser = await open({ devices: 5000, rate: 20 });
for (const [name, [at, act]] of Object.entries(SHOTS)) {
  if (only.length && !only.includes(name)) continue;
  for (const width of (process.env.WIDTHS ?? "1280,400").split(",").map(Number)) {
    for (const dark of process.env.THEMES ? [process.env.THEMES === "dark"] : [false, true]) {
      const { page, problems, close } = await browser.page(at, { width, height: width === 400 ? 860 : 800, dark });
      try {
        await page.waitForTimeout(600);
        await act?.(page);
        await page.screenshot({ path: `${folder}/${name}-${width}-${dark ? "dark" : "light"}.png` });
      } catch (error) {
        console.log(name, width, error.message.split("\n")[0]);
      }
      for (const problem of new Set(problems)) console.log(name, width, problem);
      await close();
    }
  }
}
await browser.close();
