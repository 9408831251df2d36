// A Twinhub for the tests, with a fleet of made-up devices, some of which run: the built program, on free ports.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { NO_TELEMETRY, RUNNING, deviceIds, member, modules } from "./fleet.mjs";

const PROGRAM = process.env.TWINHUB_PROGRAM ?? join(dirname(fileURLToPath(import.meta.url)), "../../../target/twinhub/bin/twinhub");

/** Starts a hub, and for "remote" an Explorer that sees it as any other hub: {url, address(), hub, command(), another(), close()}. */
export async function start({ devices = 100_000, rate = 5, kind = "local" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "explorer-"));
  const env = { ...process.env, TWINHUB_RUN: join(folder, "run") };
  const started = [];
  const run = (...args) => {
    const child = spawn(PROGRAM, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  const close = async () => {
    for (const child of started.reverse()) {
      if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const seed = join(folder, "fleet.jsonl");
    await write(seed, devices);
    const ports = ["--in-memory", ...["https", "mqtt", "amqp", "admin", "events"].flatMap((name) => [`--${name}-port`, "0"])];
    const facts = JSON.parse((await run("start", "--output", "json", "--sku", "S3", "--units", "10", "--seed", seed, ...ports).next()).value);
    const root = `http://127.0.0.1:${facts.adminPort}`;
    const hub = new RealHub(root, facts.adminToken);
    for (const id of rate ? RUNNING : []) {
      await hub.ask("POST", `/api/devices/${id}/simulation`, { interval: `${Math.round((1000 * RUNNING.length) / rate)}ms`, telemetry: NO_TELEMETRY.includes(id) ? {} : { temperature: "{64..76}", pressure: "{3..4}" }, properties: {} });
    }
    const remote = kind === "remote" ? (await run("explorer", "--login", facts.connectionString).next()).value : null;
    return {
      url: remote ? new URL("/", remote).href : root + "/",
      hub,
      close,
      /** Runs a command line on the hub to its end. */
      command: (...args) => promisify(execFile)(PROGRAM, args, { env }),
      /** Starts another hub, with the one device, whose tags are other ones. */
      another: async (name, id, tags) => {
        const fleet = join(folder, name + ".jsonl");
        writeFileSync(fleet, JSON.stringify({ ...member(id), tags: { ...member(id).tags, ...tags } }) + "\n");
        await run("start", "--output", "json", "--name", name, "--seed", fleet, ...ports).next();
      },
      address: async () => remote ?? `${root}/?token=${(await hub.ask("POST", "/explorer")).token}`,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function write(file, devices) {
  const out = createWriteStream(file);
  for (const id of deviceIds(devices)) {
    out.write(JSON.stringify(member(id)) + "\n");
    for (const one of modules(id)) out.write(JSON.stringify(one) + "\n");
  }
  out.end();
  await once(out, "finish");
}

/** What tests do to the hub behind the page's back. */
class RealHub {
  constructor(root, token) {
    this.root = root;
    this.token = token;
  }

  async ask(method, path, body) {
    const response = await fetch(this.root + path, { method, headers: { Authorization: "Bearer " + this.token, "X-Twinhub": "1" }, body: body && JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  patch(id, patch) {
    return this.ask("PATCH", `/api/devices/${encodeURIComponent(id)}/twin`, patch);
  }

  async tags(id) {
    return (await this.ask("GET", `/api/devices/${encodeURIComponent(id)}/twin`)).twin.tags;
  }

  /** Starts a device that sends telemetry and reports what it is given. */
  run(id, telemetry, properties = {}) {
    return this.ask("POST", `/api/devices/${encodeURIComponent(id)}/simulation`, { interval: "500ms", telemetry, properties });
  }
}
