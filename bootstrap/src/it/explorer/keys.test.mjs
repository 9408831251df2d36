// The page by keys alone, and the page of another hub. EXPLORER_URL as in explorer.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isFleet, open } from "./browser.mjs";
import { dialog, fill, seen, visit } from "./steps.mjs";

const ON_FLEET = { skip: !isFleet && "the devices of fleet.mjs are needed" };

let browser;
before(async () => (browser = await open({ devices: 100_000, rate: 10 })));
after(() => browser?.close());

const on = (at, act, options) => visit(browser, at, act, options);

describe("another hub", () => {
  it("is shown without what only a Twinhub can tell", ON_FLEET, async (test) => {
    const other = await open({ devices: 50, rate: 0, kind: "remote" });
    test.after(() => other.close());
    const { page, problems, requests } = await other.page("#/devices/boiler-0003");
    await page.locator('[data-path="properties.desired.ecoMode"]').waitFor();
    assert.equal(await page.getByRole("region", { name: "Timeline" }).count(), 0);
    await page.getByRole("button", { name: "Edit twin" }).click();
    await page.getByRole("button", { name: "Patch", exact: true }).click();
    await fill(page, "Twin", '{"tags":{"owner":"energy"}}');
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.goto(other.url + "#/live");
    await seen(page, "This hub does not tell what happens.");
    await page.goto(other.url + "#/hub");
    await seen(page, "Only a Twinhub can be disturbed on purpose.");
    assert.deepEqual(requests.map((one) => new URL(one.url()).pathname).filter((path) => /live|timeline|faults|clock|throttles/.test(path) && path.startsWith("/api")), []);
    assert.deepEqual(problems, []);
  });

  it("that restarted says how to sign in again", ON_FLEET, async (test) => {
    const other = await open({ devices: 50, rate: 0 });
    test.after(() => other.close());
    const { page } = await other.page("#/devices");
    await page.getByRole("option").first().waitFor();
    await page.context().clearCookies();
    await page.getByRole("option").nth(2).click();
    await seen(page, "This page is not signed in to the hub.");
  });
});

describe("keys", () => {
  it("choose pages, find, help and close", () => on("#/devices", async (page) => {
    await page.getByRole("option").first().waitFor();
    for (const [key, name] of [["q", "query"], ["l", "live"], ["j", "jobs"], ["h", "hub"], ["d", "devices"]]) {
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.locator("main.on-" + name).waitFor();
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  }));

  it("find a device without the mouse", ON_FLEET, () => on("#/hub", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("boiler-0117");
    await page.getByRole("option", { name: /boiler-0117/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "boiler-0117" }).waitFor();
  }));

  it("go to an editor as soon as it is seen", () => on("#/hub", async (page) => {
    await page.locator("main.on-hub").waitFor();
    assert.equal(await page.evaluate(() => new Promise((resolve) => {
      const watched = new MutationObserver(() => document.querySelector("main.on-query [data-editor]") && resolve(document.activeElement.dataset.editor));
      watched.observe(document.body, { attributes: true, childList: true, subtree: true });
      location.hash = "#/query";
    })), "Query");
  }));

  it("keep the focus in a drawer and give it back", () => on("#/devices", async (page) => {
    await page.getByRole("button", { name: "New", exact: true }).focus();
    await page.keyboard.press("Enter");
    await dialog(page).waitFor();
    for (let turn = 0; turn < 12; turn++) await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("[role=dialog]").contains(document.activeElement)));
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "New");
  }));
});
