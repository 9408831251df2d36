// Each function of the page, driven once in a browser. EXPLORER_URL, an address with a token, names a hub to look at;
// without it one is started.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isFleet, open } from "./browser.mjs";
import { dialog, fill, seen, visit } from "./steps.mjs";

const ON_FLEET = { skip: !isFleet && "the devices of fleet.mjs are needed" };

let browser;
before(async () => (browser = await open({ devices: 100_000, rate: 10 })));
after(() => browser?.close());

const on = (at, act, options) => visit(browser, at, act, options);

describe("the list of devices", () => {
  it("draws few of 100,000 rows and asks for pages only", ON_FLEET, () => on("#/devices", async (page, { requests }) => {
    await page.getByRole("option").first().waitFor();
    const sizes = [];
    page.on("response", async (response) => {
      if (/\/api\/devices\?/.test(response.url())) sizes.push(JSON.parse(await response.text()).rows.length);
    });
    const list = page.locator(".rows");
    for (let turn = 0; turn < 40; turn++) {
      await list.evaluate((box) => (box.scrollTop += 3000));
      await page.waitForTimeout(30);
    }
    assert.ok(await page.getByRole("option").count() < 60);
    assert.ok(sizes.length > 5, `${sizes.length} requests`);
    assert.ok(Math.max(...sizes) <= 100, `${Math.max(...sizes)} rows`);
    await seen(page, "100,002 devices");
  }));

  it("finds an id by a word, and devices by a condition", ON_FLEET, () => on("#/devices", async (page) => {
    await fill(page, "Filter", "boiler-011");
    await seen(page, "10 of 100,002 match");
    assert.match(page.url(), /filter=boiler-011/);
    await fill(page, "Filter", "tags.location.plant = 'Lyon2'");
    await page.getByText(/^[\d,]+ match so far$/).waitFor();
  }));

  it("shows what is wrong with a condition under it", ON_FLEET, () => on("#/devices?filter=" + encodeURIComponent("tags.location.plnt = 'x'"), async (page) => {
    await seen(page, /no twin has tags\.location\.plnt/);
  }));

  it("says what to do if nothing matches", () => on("#/devices?filter=nothing-is-called-so", async (page) => {
    await seen(page, "No device matches.");
    await page.getByRole("button", { name: "Show all devices" }).click();
    await page.getByRole("option").first().waitFor();
  }));

  it("creates a device, shows its keys on a click only, disables and deletes it", () => on("#/devices", async (page, { requests }) => {
    const id = "made-" + Date.now();
    await page.getByRole("button", { name: "New", exact: true }).click();
    await page.getByLabel("Device id").fill(id);
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: id }).waitFor();
    await page.getByRole("button", { name: "Identity" }).click();
    assert.equal(requests.filter((one) => one.url().includes("connection-string")).length, 0);
    assert.doesNotMatch(await page.content(), /SharedAccessKey=/);
    await page.getByRole("button", { name: "Show connection strings" }).click();
    await page.getByLabel("primary").waitFor();
    assert.match(await page.getByLabel("primary").inputValue(), /SharedAccessKey=/);
    await page.getByRole("button", { name: "Disable" }).click();
    await page.getByRole("button", { name: "Enable" }).waitFor();
    await page.getByLabel("New module").fill("camera");
    await page.getByRole("button", { name: "Add module" }).click();
    await dialog(page).getByRole("link", { name: "camera" }).waitFor();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete " + id }).click();
    await seen(page, "Choose a device.");
  }));

  it("says in the hub's words why a device cannot be created", () => on("#/devices", async (page) => {
    await page.getByRole("button", { name: "New", exact: true }).click();
    await page.getByLabel("Device id").fill("not an id");
    await page.getByRole("button", { name: "Create" }).click();
    await dialog(page).getByRole("alert").waitFor();
  }));

  it("sets a parent", ON_FLEET, () => on("#/devices/boiler-0002", async (page) => {
    await page.getByRole("button", { name: "Identity" }).click();
    await page.getByLabel("Parent").fill("gate-east");
    await page.getByRole("button", { name: "Set parent" }).click();
    await dialog(page).getByRole("link", { name: "gate-east" }).waitFor();
  }));
});

describe("a twin", () => {
  it("stands with desired and reported side by side, with ticks and what waits", ON_FLEET, () => on("#/devices/boiler-0003", async (page) => {
    const waits = page.locator('[data-path="properties.desired.firmware.version"]');
    await waits.waitFor();
    assert.match(await waits.getAttribute("class"), /wait/);
    await page.locator('[data-path="properties.desired.ecoMode"]').getByRole("img", { name: "reported with the same value" }).waitFor();
    const [desired, reported] = await Promise.all(["Desired", "Reported"].map((name) => page.getByRole("region", { name }).boundingBox()));
    assert.equal(desired.y, reported.y);
    await seen(page, "2 waiting");
  }));

  it("shows modules with twins of their own", ON_FLEET, () => on("#/devices/gate-east", async (page) => {
    await page.locator(".page .modules").getByRole("link", { name: "camera" }).click();
    await seen(page, "Module of");
  }));

  it("copies a value, and with Shift its path too", ON_FLEET, () => on("#/devices/boiler-0003", async (page) => {
    const value = page.locator('[data-path="tags.owner"] .v');
    await value.click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === "facilities");
    await value.click({ modifiers: ["Shift"] });
    await page.waitForFunction(async () => (await navigator.clipboard.readText()) === 'tags.owner: "facilities"');
  }));

  it("is previewed before it is saved: difference, notification, limits", ON_FLEET, () => on("#/devices/boiler-0004", async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"properties":{"desired":{"ecoMode":false}}}');
    await page.getByText('"ecoMode": false').first().waitFor();
    assert.match(await page.locator(".diff .del").first().textContent(), /"ecoMode": true/);
    await page.getByRole("tab", { name: "What the device receives" }).click();
    await seen(page, /is connected and is told at once/);
    await page.getByRole("tab", { name: "Limits" }).click();
    await page.getByRole("meter", { name: "desired" }).last().waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.locator('[data-path="properties.desired.ecoMode"]', { hasText: "false" }).waitFor();
  }));

  it("loses a property whose line is removed, and says what is no JSON", ON_FLEET, () => on("#/devices/boiler-0005", async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).click();
    await fill(page, "Twin", "no JSON");
    await dialog(page).getByRole("alert").waitFor();
    assert.ok(await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
    await fill(page, "Twin", '{"tags":{"owner":"facilities"},"properties":{"desired":{"ecoMode":true}}}');
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.locator('[data-path="tags.location.plant"]').waitFor({ state: "detached" });
    await page.locator('[data-path="properties.desired.ecoMode"]').waitFor();
  }));

  it("that somebody else changed is a choice between the common value, theirs and mine", ON_FLEET, () => on("#/devices/boiler-0006", async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).click();
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"tags":{"owner":"mine","floor":3}}');
    await browser.hub.patch("boiler-0006", { tags: { owner: "theirs", note: "new" } });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await seen(page, "1 property changed on both sides: choose one of each.");
    await page.getByRole("radio", { name: "theirs of tags.owner" }).check();
    await page.getByRole("button", { name: "Save my choice" }).click();
    await dialog(page).waitFor({ state: "detached" });
    assert.deepEqual({ ...(await browser.hub.tags("boiler-0006")), location: 0 }, { location: 0, owner: "theirs", floor: 3, note: "new" });
  }));

  it("is not left with an unsaved change by one key", ON_FLEET, () => on("#/devices/boiler-0007", async (page) => {
    await page.getByRole("button", { name: "Edit twin" }).click();
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"tags":{"owner":"nobody"}}');
    await page.keyboard.press("Escape");
    await seen(page, "Your change is not saved.");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Discard it" }).click();
    await dialog(page).waitFor({ state: "detached" });
    assert.equal((await browser.hub.tags("boiler-0007")).owner, "facilities");
  }));

  it("has a timeline whose dots open entries", ON_FLEET, () => on("#/devices/boiler-0008", async (page) => {
    await assert.rejects(browser.hub.ask("POST", "/api/devices/boiler-0008/methods", { name: "reboot" }));
    await page.locator(".ev.x").first().waitFor();
    await page.locator(".ev.x").last().click();
    await seen(page, /not online|not connected/);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await seen(page, "last 5 minutes");
  }));

  it("draws telemetry as lines while it arrives", ON_FLEET, () => on("#/devices/boiler-0001", async (page) => {
    await page.getByRole("img", { name: /^temperature: / }).waitFor();
  }));

  it("that is not there is said, with what to do", () => on("#/devices/nobody", async (page) => {
    await seen(page, "There is no nobody.");
  }));
});

describe("what can be done", () => {
  it("calls a method and shows the answer", ON_FLEET, () => on("#/devices/boiler-0001", async (page) => {
    await page.getByRole("button", { name: "Method", exact: true }).click();
    await page.getByRole("textbox", { name: "Method" }).fill("reboot");
    await fill(page, "Payload", '{"delay":5}');
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await seen(page, "Answer: status");
    await seen(page, "reboot");
  }));

  it("says why a method was not called", ON_FLEET, () => on("#/devices/boiler-0003", async (page) => {
    await page.getByRole("button", { name: "Method", exact: true }).click();
    await page.getByRole("textbox", { name: "Method" }).fill("reboot");
    await page.getByRole("button", { name: "Call", exact: true }).click();
    await seen(page, /not online|not connected/);
  }));

  it("sends a message", ON_FLEET, () => on("#/devices/boiler-0001", async (page) => {
    await page.getByRole("button", { name: "Message", exact: true }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("hello");
    await page.getByRole("textbox", { name: "Properties" }).fill("level=high");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await seen(page, /^Sent\./);
  }));

  it("runs a simulated device that takes a desired change", ON_FLEET, () => on("#/devices/boiler-0012", async (page) => {
    await page.getByRole("button", { name: "Simulate" }).click();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await seen(page, "runs in the hub's process");
    await page.keyboard.press("Escape");
    await page.getByRole("img", { name: /^humidity: / }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"properties":{"desired":{"interval":7}}}');
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator('[data-path="properties.reported.interval"]').waitFor();
    await page.locator('[data-path="properties.desired.interval"]').getByRole("img", { name: "reported with the same value" }).waitFor();
    await page.getByRole("button", { name: "Simulate" }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  }));
});

describe("queries", () => {
  it("run by Ctrl+Enter, stand in the address, and show a table, JSON and bars", ON_FLEET, () => on("#/query", async (page) => {
    await fill(page, "Query", "SELECT properties.reported.connectivity.type AS type, COUNT() AS devices FROM devices GROUP BY properties.reported.connectivity.type");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("cell", { name: "cellular" }).waitFor();
    await page.getByRole("region", { name: "Chart" }).waitFor();
    assert.match(page.url(), /q=SELECT/);
    await page.getByRole("tab", { name: "JSON" }).click();
    await seen(page, '"type": "cellular"');
    await page.getByRole("tab", { name: "Bars" }).click();
    assert.equal(await page.locator(".bars .group").count(), 5); // and those that report nothing, since they are disabled
    await seen(page, "read from columns");
    await page.reload();
    await page.getByRole("cell", { name: "cellular" }).waitFor();
  }));

  it("come page by page", ON_FLEET, () => on("#/query?q=" + encodeURIComponent("SELECT deviceId, status FROM devices"), async (page) => {
    await seen(page, "100 rows so far");
    await page.getByRole("button", { name: "More rows" }).click();
    await seen(page, "200 rows so far");
  }));

  it("are completed from the paths of twins", () => on("#/query", async (page) => {
    await page.getByRole("textbox", { name: "Query" }).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" WHERE tags.location.pl");
    await page.getByRole("option", { name: /tags\.location\.plant/ }).waitFor();
    await page.waitForTimeout(500);
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Query" }).filter({ hasText: "WHERE tags.location.plant" }).waitFor();
  }));

  it("with a mistake show it with carets", ON_FLEET, () => on("#/query?q=" + encodeURIComponent("SELECT * FROM devices\nWHERE tags.location.plnt = 'x'"), async (page) => {
    await seen(page, /\^{18} no twin has tags\.location\.plnt/);
    await page.locator(".cm-lintRange").waitFor();
  }));

  it("tell why a device does not match", ON_FLEET, () => on("#/query?q=" + encodeURIComponent("SELECT * FROM devices WHERE tags.location.plant = 'nowhere'"), async (page) => {
    await seen(page, "No row.");
    await page.getByLabel("Device id").fill("boiler-0001");
    await page.getByRole("button", { name: "Explain" }).click();
    await seen(page, "is not in the answer.");
    await page.locator(".clause.false").waitFor();
  }));
});

describe("live", () => {
  it("shows changes and messages as they happen, filtered by a condition", ON_FLEET, () => on("#/live", async (page) => {
    await page.locator(".happening.message").first().waitFor();
    await browser.hub.patch("meter-000900", { tags: { owner: "energy" } });
    const change = page.locator(".happening.change", { hasText: "meter-000900" });
    await change.waitFor();
    assert.match(await change.textContent(), /tags\.owner.*"facilities".*→.*"energy"/s);
    await page.getByRole("button", { name: "Messages", pressed: true }).click();
    assert.equal(await page.locator(".happening.message").count(), 0);
    await fill(page, "Condition", "tags.location.plant = 'Lyon2'");
    await page.keyboard.press("Enter");
    await page.getByText("tags.location.plant = 'Lyon2'").last().waitFor();
    assert.match(page.url(), /filter=tags/);
  }));

  it("moves nothing under the pointer: new rows wait", ON_FLEET, () => on("#/live", async (page) => {
    await page.locator(".happening").first().hover();
    await page.getByRole("button", { name: /^\d+ new$/ }).waitFor();
    const first = await page.locator(".happening").first().textContent();
    await page.waitForTimeout(400);
    assert.equal(await page.locator(".happening").first().textContent(), first);
  }));
});

describe("the hub", () => {
  it("adds a fault, lists it and removes it; a wrong one is refused in place", ON_FLEET, () => on("#/hub", async (page) => {
    await page.getByLabel("Delay").fill("soon");
    await page.getByRole("button", { name: "Add fault" }).click();
    await seen(page, "'soon' is not a delay");
    await page.getByLabel("Delay").fill("2s");
    await page.getByLabel("Device", { exact: true }).fill("boiler-0001");
    await page.getByRole("button", { name: "Add fault" }).click();
    await page.getByRole("cell", { name: "latency 2s" }).waitFor();
    await page.getByRole("button", { name: /^Remove latency-/ }).click();
    await seen(page, "No fault is in force.");
    await seen(page, "No limit was reached.");
  }));

  it("advances the clock", ON_FLEET, () => on("#/hub", async (page) => {
    await page.getByRole("button", { name: "+1 min" }).click();
    await seen(page, "PT1M");
  }));

  it("compares with another hub", ON_FLEET, () => on("#/hub", async (page) => {
    await browser.another("second", "attack-1", { owner: "energy" });
    await page.getByRole("textbox", { name: "Other hub" }).fill("second");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("cell", { name: "tags.owner" }).waitFor();
  }));
});
