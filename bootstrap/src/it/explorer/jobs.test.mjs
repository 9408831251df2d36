// The page of jobs and configurations, on a hub of this machine and on another one. EXPLORER_URL as in explorer.test.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { isFleet, open } from "./browser.mjs";
import { HOSTILE } from "./fleet.mjs";
import { dialog, seen, visit } from "./steps.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ON_FLEET = { skip: !isFleet && "the devices of fleet.mjs are needed" };

/** A condition that no device meets, and a reader of HTML would run. */
const ATTACK = `tags.note = '${HOSTILE.replaceAll("'", "")}'`;

/** An id that a reader of HTML would take for an entity, and a query for the end of a text. */
const ODD_ID = "it's?_(1)=@$*#;!%3Cimg";

let browser;

const twins = (id, condition, ...more) => browser.command("job", "create", "--job-id", id, "--job-type", "scheduleUpdateTwin", "-q", condition, "--twin-patch", '{"tags":{"mode":"night"}}', ...more);
const calls = (id, condition, ...more) => browser.command("job", "create", "--job-id", id, "--job-type", "scheduleDeviceMethod", "-q", condition, "--method-name", "reboot", "--method-connect-timeout", "0", ...more);
const later = ["--start-time", `${new Date().getUTCFullYear() + 1}-01-01T00:00:00Z`];
const configure = (id, condition, content, ...more) => browser.command("configuration", "create", "-c", id, "-t", condition, "-k", JSON.stringify({ deviceContent: content }), ...more);

before(async () => {
  if (!isFleet) {
    browser = await open();
    return;
  }
  browser = await open({ devices: 60, rate: 0 });
});
after(() => browser?.close());

const on = (at, act, options) => visit(browser, at, act, options);

const job = (page, id) => page.getByRole("region", { name: "Scheduled jobs" }).getByRole("listitem").filter({ has: page.getByRole("button", { name: id, exact: true }) });

describe("the page of jobs", () => {
  it("says how to create what is not there", ON_FLEET, () => on("#/jobs", async (page) => {
    await seen(page, "No job yet.");
    await seen(page, "twinhub job create --job-id night");
    await seen(page, "No configuration yet.");
    await seen(page, "No import or export job yet.");
  }));

  it("lists jobs with their devices as a bar, and configurations with theirs", ON_FLEET, async () => {
    await twins("night", "deviceId IN ['boiler-0001', 'boiler-0002']", "--wait");
    await calls("reboot", "*", "--wait");
    await calls(ODD_ID, ATTACK, "--wait");
    await twins("new-year", "*", ...later);
    await configure("firmware", "*", { "properties.desired.firmware.version": "4.3.0" }, "--priority", "1", "-m", JSON.stringify({ queries: { "sent <b>": "SELECT deviceId FROM devices WHERE properties.desired.firmware.version = '4.3.0'" } }));
    await configure("hotfix", "deviceId = 'boiler-0003'", { "properties.desired.firmware.version": "4.2.9" }, "--priority", "7");
    await on("#/jobs", async (page) => {
      await page.getByRole("img", { name: "Devices of night: 2 succeeded" }).waitFor();
      await page.getByRole("img", { name: "Devices of reboot: 62 failed" }).waitFor();
      assert.match(await job(page, "new-year").textContent(), /scheduled.*starts \d{4}-01-01T00:00:00.000Z.*twin update · \*/);
      assert.match(await job(page, "reboot").textContent(), /completed.*method reboot/);
      await page.getByRole("img", { name: "Twins of firmware: 61 applied · 1 targeted only" }).waitFor();
      await page.getByRole("list", { name: "Metrics of firmware" }).getByText("sent <b>").waitFor();
      await page.getByRole("img", { name: "Twins of hotfix: 1 applied" }).waitFor();
    });
  });

  it("keeps an opened job in the address, and tells which devices failed and why, page by page", ON_FLEET, () => on("#/jobs", async (page) => {
    await page.getByRole("button", { name: "reboot", exact: true }).click();
    await page.getByRole("dialog", { name: "Job reboot" }).waitFor();
    assert.match(page.url(), /job=reboot/);
    const failed = dialog(page).getByRole("list", { name: "Devices that failed" });
    await failed.getByRole("listitem").nth(24).waitFor();
    assert.equal(await failed.getByRole("listitem").count(), 25);
    assert.match(await failed.getByRole("listitem").first().textContent(), /attack-1 DeviceNotOnline.*Timed out waiting for device to connect\./);
    await dialog(page).getByRole("button", { name: "More devices" }).click();
    await failed.getByRole("listitem").nth(49).waitFor();
    await seen(dialog(page), '"methodName": "reboot"');
    await page.reload();
    await dialog(page).getByRole("link", { name: "boiler-0003" }).click();
    await page.getByRole("heading", { name: "boiler-0003" }).waitFor();
  }));

  it("cancels a job before its start, after a second click", ON_FLEET, () => on("#/jobs?job=new-year", async (page, { requests }) => {
    await dialog(page).getByRole("button", { name: "Cancel job…" }).click();
    await dialog(page).getByRole("button", { name: "Keep" }).click();
    await dialog(page).getByRole("button", { name: "Cancel job…" }).click();
    assert.equal(requests.filter((one) => one.method() === "POST").length, 0);
    await dialog(page).getByRole("button", { name: "Cancel new-year" }).click();
    await dialog(page).getByText("cancelled", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await job(page, "new-year").getByText("cancelled", { exact: true }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Cancel job…" }).count(), 0);
  }));

  it("says in the hub's words why a job is not cancelled", ON_FLEET, async () => {
    await twins("soon", "*", ...later);
    await on("#/jobs?job=soon", async (page) => {
      await dialog(page).getByRole("button", { name: "Cancel job…" }).click();
      await browser.command("job", "cancel", "--job-id", "soon");
      await dialog(page).getByRole("button", { name: "Cancel soon" }).click();
      await dialog(page).getByRole("alert").getByText("job 'soon' is cancelled; only a queued or scheduled job can be cancelled").waitFor();
    });
  });

  it("opens a configuration with its content, its queries, and the twins that did not get it", ON_FLEET, () => on("#/jobs?configuration=firmware", async (page) => {
    const missed = dialog(page).getByRole("list", { name: "Twins that did not get all of it" });
    await missed.getByRole("link", { name: "boiler-0003" }).waitFor();
    assert.match(await missed.textContent(), /boiler-0003 Targeted.*hotfix/);
    await seen(dialog(page), '"properties.desired.firmware.version": "4.3.0"');
    await dialog(page).getByRole("link", { name: "sent <b>" }).click();
    await page.getByRole("textbox", { name: "Query" }).filter({ hasText: "SELECT deviceId FROM devices" }).waitFor();
  }));

  it("takes no id and no condition for HTML", ON_FLEET, () => on("#/jobs", async (page) => {
    await seen(page, "onerror");
    await page.getByRole("button", { name: ODD_ID, exact: true }).click();
    await page.getByRole("dialog", { name: "Job " + ODD_ID }).getByText("onerror").waitFor();
    await seen(page, "It concerned no device.");
    assert.equal(await page.evaluate(() => document.body.dataset.owned), undefined);
    assert.equal(await page.locator("img[src], script:not([src])").count(), 0);
  }));

  it("says what is not there", ON_FLEET, () => on("#/jobs?job=" + encodeURIComponent(".."), async (page) => {
    await seen(dialog(page), "there is no job '..'");
    await page.goto(browser.url + "#/jobs?configuration=ghost");
    await seen(dialog(page), "the configuration 'ghost' does not exist");
  }));

  it("follows a job while it runs, and asks for nothing once it has ended", ON_FLEET, async () => {
    await browser.command("job", "create", "--job-id", "slow", "--job-type", "scheduleDeviceMethod", "-q", "deviceId = 'boiler-0005'", "--method-name", "reboot", "--method-connect-timeout", "6");
    await on("#/jobs", async (page, { requests }) => {
      await job(page, "slow").getByText("running", { exact: true }).waitFor();
      await job(page, "slow").getByText("completed", { exact: true }).waitFor();
      await page.waitForTimeout(2500);
      const before = requests.length;
      await page.waitForTimeout(4500);
      assert.deepEqual(requests.slice(before).map((one) => one.url()), []);
      await twins("after", "deviceId = 'boiler-0001'", "--wait");
      await page.getByRole("button", { name: "Refresh" }).click();
      await job(page, "after").waitFor();
    });
  });

  it("comes page by page", ON_FLEET, async () => {
    await Promise.all([0, 1, 2, 3].map(async (part) => {
      for (let number = 0; number < 5; number++) await twins(`many-${part}-${number}`, "deviceId = 'nobody'");
    }));
    await on("#/jobs", async (page) => {
      await seen(page, "25 jobs so far");
      await page.getByRole("button", { name: "More jobs" }).click();
      await job(page, "night").waitFor();
    });
  });

  it("fits into 400 pixels", ON_FLEET, () => on("#/jobs", async (page) => {
    await job(page, "after").waitFor();
    for (const at of ["#/jobs", "#/jobs?job=reboot", "#/jobs?configuration=firmware"]) {
      await page.goto(browser.url + at);
      await page.waitForTimeout(500);
      assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".page, .drawer .body")].map((one) => one.scrollWidth - one.clientWidth).filter((more) => more > 0)), []);
    }
  }, { width: 400 }));

  for (const dark of [false, true]) {
    it(`has nothing serious for axe-core, ${dark ? "dark" : "light"}`, async () => {
      for (const at of isFleet ? ["#/jobs", "#/jobs?job=reboot", "#/jobs?configuration=firmware"] : ["#/jobs"]) {
        const { page, close } = await browser.page(at, { dark });
        await page.waitForTimeout(900);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(serious.map((one) => `${at} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.flat().join(" ") + " " + (node.any[0]?.message ?? "")).join(" | ")}`), []);
        await close();
      }
    });
  }
});

describe("the page of jobs of another hub", () => {
  it("shows the same", ON_FLEET, async (test) => {
    const other = await open({ devices: 30, rate: 0, kind: "remote" });
    test.after(() => other.close());
    await other.command("job", "create", "--job-id", "reboot", "--job-type", "scheduleDeviceMethod", "-q", "*", "--method-name", "reboot", "--method-connect-timeout", "0", "--wait");
    await other.command("configuration", "create", "-c", "firmware", "-t", "*", "-k", '{"deviceContent":{"properties.desired.firmware.version":"4.3.0"}}');
    await visit(other, "#/jobs", async (page) => {
      await page.getByRole("img", { name: /^Devices of reboot: \d+ failed$/ }).waitFor();
      await page.getByRole("img", { name: /^Twins of firmware: \d+ applied$/ }).waitFor();
      await seen(page, "No import or export job yet.");
      await page.getByRole("button", { name: "reboot", exact: true }).click();
      await seen(dialog(page), "DeviceNotOnline");
      await page.goto(other.url + "#/jobs?configuration=firmware");
      await seen(dialog(page), '"properties.desired.firmware.version": "4.3.0"');
    });
  });
});
