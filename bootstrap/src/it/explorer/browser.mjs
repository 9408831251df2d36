// A browser for the tests, and the hub that they look at: one with a made-up fleet that is started for them, or that of
// EXPLORER_URL (an address with a token), whose data are not known.
import { chromium } from "playwright-core";
import { start } from "./hub.mjs";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether the devices are those of fleet.mjs. */
export const isFleet = !process.env.EXPLORER_URL;

/** Opens a browser with one signed-in session: {page(options), hub, command(...args), another(name, id, tags), url, close()}. */
export async function open(options = {}) {
  const server = isFleet ? await start(options) : null;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const address = server ? await server.address() : process.env.EXPLORER_URL;
  const url = new URL("/", address).href;
  const first = await browser.newContext();
  await (await first.newPage()).goto(address);
  const state = await first.storageState();
  await first.close();
  return {
    hub: server?.hub,
    command: server?.command,
    another: server?.another,
    url,
    browser,
    /** A page at an address below #/, with its problems: {page, problems, requests}. */
    async page(at = "", { width = 1280, height = 800, dark = false, motion = "reduce", permissions = ["clipboard-read", "clipboard-write"] } = {}) {
      const context = await browser.newContext({ storageState: state, viewport: { width, height }, colorScheme: dark ? "dark" : "light", reducedMotion: motion, permissions, bypassCSP: false });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const problems = [];
      const requests = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => message.type() === "error" && !/Failed to load resource/.test(message.text()) && problems.push(message.text()));
      page.on("request", (request) => requests.push(request));
      await page.goto(url + at);
      return { page, problems, requests, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await server?.close();
    },
  };
}
