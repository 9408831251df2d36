// What a hostile value, a hostile page or a stolen address can do: nothing. And what anybody can use: everything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { isFleet, open } from "./browser.mjs";
import { HOSTILE } from "./fleet.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ON_FLEET = { skip: !isFleet && "the devices of fleet.mjs are needed" };

let browser;
before(async () => (browser = await open({ devices: 2000, rate: 10 })));
after(() => browser?.close());

describe("hostile values", () => {
  for (const [at, text] of [["#/devices/attack-1", "onerror"], ["#/query?q=" + encodeURIComponent("SELECT * FROM devices"), "attack-1"], ["#/devices/" + encodeURIComponent(HOSTILE), /device id/i],
    ["#/devices?filter=" + encodeURIComponent(HOSTILE), ""], ["#/query?q=" + encodeURIComponent(HOSTILE), ""], ["#/%E0%A4%A", "There is no such page"]]) {
    it("stay text in " + decodeURI(at.replace("%E0%A4%A", "")).slice(0, 60), ON_FLEET, async () => {
      const { page, close } = await browser.page(at);
      if (text) await page.getByText(text).first().waitFor();
      else await page.waitForTimeout(700);
      assert.equal(await page.evaluate(() => document.body.dataset.owned), undefined);
      assert.equal(await page.locator("img[src], script:not([src])").count(), 0);
      await close();
    });
  }

  it("stay text in the live list", ON_FLEET, async () => {
    const { page, close } = await browser.page("#/live");
    await page.locator(".happening").first().waitFor();
    await browser.hub.patch("attack-1", { tags: { note: HOSTILE } });
    await browser.hub.run("attack-1", { text: HOSTILE, [HOSTILE]: 1 }, { said: HOSTILE });
    await page.getByText("onerror").first().waitFor();
    assert.equal(await page.evaluate(() => document.body.dataset.owned), undefined);
    await close();
  });
});

describe("the page", () => {
  it("asks no other host for anything", async () => {
    for (const at of ["#/devices", "#/query", "#/live", "#/jobs", "#/hub"]) {
      const { page, requests, close } = await browser.page(at);
      await page.waitForTimeout(400);
      assert.deepEqual(requests.map((one) => one.url()).filter((url) => !url.startsWith(browser.url) && !url.startsWith("data:")), []);
      await close();
    }
  });

  it("asks the hub for nothing while nothing changes", ON_FLEET, async () => {
    const quiet = await open({ devices: 3000, rate: 0 });
    const { page, requests } = await quiet.page("#/devices/boiler-0001");
    await page.waitForTimeout(2500);
    const before = requests.length;
    await page.waitForTimeout(4000);
    assert.deepEqual(requests.slice(before).map((one) => one.url()), []);
    await quiet.close();
  });

  it("says how to sign in, if the address was used already", async () => {
    const context = await browser.browser.newContext();
    const page = await context.newPage();
    await page.goto(browser.url);
    await page.getByText("twinhub explorer").waitFor();
    await context.close();
  });

  it("does not let another page change anything", async () => {
    const { page, close } = await browser.page("#/devices");
    const status = (headers) => page.evaluate(async (given) => (await fetch("/api/devices", { method: "POST", headers: given, body: '{"deviceId":"x"}' })).status, headers);
    assert.equal(await status({}), 403);
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies.map((one) => [one.httpOnly, one.sameSite]), [[true, "Strict"]]);
    await close();
  });
});

describe("axe-core finds nothing serious", () => {
  const places = {
    "the list": ["#/devices"],
    "a twin": [isFleet ? "#/devices/boiler-0003" : "#/devices"],
    "the editor": [isFleet ? "#/devices/boiler-0003" : "#/devices", (page) => isFleet && page.keyboard.press("e")],
    "the query": ["#/query?q=" + encodeURIComponent("SELECT status, COUNT() AS devices FROM devices GROUP BY status") + "&why=boiler-0001"],
    "a mistake": ["#/query?q=SELEKT"],
    live: ["#/live"],
    hub: ["#/hub"],
    keys: ["#/hub", (page) => page.keyboard.press("?")],
    "a new device": ["#/devices", (page) => page.getByRole("button", { name: "New", exact: true }).click()],
  };
  for (const dark of [false, true]) {
    for (const [name, [at, act]] of Object.entries(places)) {
      it(`in ${name}, ${dark ? "dark" : "light"}`, async () => {
        const { page, close } = await browser.page(at, { dark });
        await page.waitForTimeout(900);
        await act?.(page);
        await page.waitForTimeout(300);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.flat().join(" ") + " " + (node.any[0]?.message ?? "")).join(" | ")}`), []);
        await close();
      });
    }
  }
});
