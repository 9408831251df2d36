// A hub with made-up data behind the Explorer's API, for work on the page: a change of its files is seen at once.
//   node mock.mjs [--port 8290] [--devices 100000] [--rate 5]
// prints an address with a one-time token.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MockHub } from "./mockhub.mjs";
import { routes } from "./mockroutes.mjs";

const PAGE = join(dirname(fileURLToPath(import.meta.url)), "../../main/resources/explorer");

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".txt": "text/plain; charset=utf-8" };

const HEADERS = {
  "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** Starts a mock; the answer is {url, address(), hub, close()}. */
export async function start({ port = 0, devices = 100_000, rate = 5, kind = "local" } = {}) {
  const hub = new MockHub({ devices, kind });
  const tokens = new Set();
  const sessions = new Set();
  const api = routes(hub);

  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const url = new URL(request.url, "http://" + request.headers.host);
    try {
      if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) return send(response, 421, { error: { message: "This host is not known here." } });
      if (url.pathname.startsWith("/api/")) return await answer(request, response, url);
      if (url.pathname === "/" && url.searchParams.has("token")) {
        if (!tokens.delete(url.searchParams.get("token"))) return send(response, 403, "This address was used already. Get a new one: twinhub explorer", "text/plain");
        const session = randomBytes(16).toString("hex");
        sessions.add(session);
        response.writeHead(303, { Location: "/", "Set-Cookie": `twinhub=${session}; HttpOnly; SameSite=Strict; Path=/` });
        return response.end();
      }
      const file = url.pathname === "/" ? "index.html" : url.pathname.slice(1);
      if (!/^[\w.-]+$/.test(file)) return send(response, 404, "There is no such page.", "text/plain");
      const body = await readFile(join(PAGE, file)).catch(() => null);
      if (!body) return send(response, 404, "There is no such page.", "text/plain");
      response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache" });
      response.end(body);
    } catch (error) {
      send(response, error.status ?? 500, { error: { code: error.code, message: error.message, problems: error.problems }, ...error.more });
    }
  });

  async function answer(request, response, url) {
    const session = /(?:^|; )twinhub=([0-9a-f]+)/.exec(request.headers.cookie ?? "")?.[1];
    if (!sessions.has(session)) return send(response, 401, { error: { code: 401001, message: "The session is not known." } });
    const { origin } = request.headers;
    if (request.method !== "GET" && (request.headers["x-twinhub"] !== "1" || (origin && origin !== "http://" + request.headers.host))) {
      return send(response, 403, { error: { code: 403001, message: "The request does not come from the Explorer's page." } });
    }
    if (url.pathname === "/api/live") return hub.listen(request, response, url.searchParams.get("where") ?? "");
    let text = "";
    for await (const part of request) text += part;
    const given = { body: text ? JSON.parse(text) : undefined, query: url.searchParams, etag: request.headers["if-match"]?.replaceAll('"', "") };
    for (const [method, pattern, run] of api) {
      const match = method === request.method && pattern.exec(url.pathname);
      if (match) return send(response, 200, (await run(given, ...match.slice(1).map((one) => one && decodeURIComponent(one)))) ?? null);
    }
    return send(response, 404, { error: { code: 404000, message: `There is no ${request.method} ${url.pathname}.` } });
  }

  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const stop = hub.live(rate);
  const url = `http://127.0.0.1:${server.address().port}/`;
  return {
    url,
    hub,
    address() {
      const token = randomBytes(16).toString("hex");
      tokens.add(token);
      return `${url}?token=${token}`;
    },
    close() {
      stop();
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

function send(response, status, body, type = "application/json") {
  if (response.headersSent) return response.end();
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
  response.end(type === "application/json" ? JSON.stringify(body) : body);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, fallback) => Number(process.argv[process.argv.indexOf("--" + name) + 1] || fallback);
  const given = (name, fallback) => (process.argv.includes("--" + name) ? option(name, fallback) : fallback);
  const mock = await start({ port: given("port", 8290), devices: given("devices", 100_000), rate: given("rate", 5) });
  console.log(`Explorer ${mock.address()}`);
}
