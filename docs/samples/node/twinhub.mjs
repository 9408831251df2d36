// A local Azure IoT Hub for tests with Node's test runner. The npm package twinhub brings it; without the package,
// copy this file beside your tests:
//
//   const hub = await startHub();
//   after(() => hub.stop());
//   beforeEach(() => hub.reset());
//
// It needs only Node and the program twinhub: the one that TWINHUB_PROGRAM names, the one of the npm package, or the
// one on the PATH. Each process that calls
// startHub has a hub on a loopback address of its own, where it has the ports that the Azure SDKs insist on.
// The process then trusts the hub, besides whom it trusts anyway.
import { spawn } from 'node:child_process';
import { createHmac, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';

const PORTS = [443, 8883, 5671]; // HTTPS, MQTT, AMQP: the SDKs do not let a program choose them
const ADDRESSES_TRIED_MAX = 100;
const WAIT_SECONDS = 10;
const OPERATIONS_SHOWN = 10;
const API = 'api-version=2021-04-12';

/** Starts a hub; `seed` is a file, as `twinhub start --seed` takes it. */
export async function startHub({ seed } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'twinhub-'));
  const args = ['start', '--in-memory', '--output', 'json', '--host', await freeAddress(), '--admin-port', '0'];
  const hub = spawn(program(), seed ? [...args, '--seed', seed] : args, {
    env: { ...process.env, TWINHUB_RUN: path.join(folder, 'run') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.on('exit', () => hub.kill()); // also if the tests never come to stop it
  let log = '';
  hub.stderr.on('data', (text) => (log = (log + text).slice(-10_000)));
  const facts = await new Promise((resolve, reject) => {
    hub.on('error', (error) => reject(new Error(`twinhub did not start: ${error.message}`)));
    hub.on('close', () => reject(new Error(`twinhub did not start: ${log.trim()}`)));
    readline.createInterface({ input: hub.stdout }).on('line', (line) => {
      if (line.startsWith('{')) {
        resolve(JSON.parse(line));
      }
    });
  });
  trust(readFileSync(facts.caFile, 'utf8'));
  return new Hub(hub, facts, folder);
}

/** The program, which stands beside this file in the npm package. */
function program() {
  const packaged = fileURLToPath(new URL('bin/twinhub', import.meta.url));
  return process.env.TWINHUB_PROGRAM ?? (existsSync(packaged) ? packaged : 'twinhub');
}

/** A running hub. `connectionString` is that of back ends. */
class Hub {
  #process;
  #folder;

  constructor(process, facts, folder) {
    this.#process = process;
    this.#folder = folder;
    this.facts = facts;
    this.connectionString = facts.connectionString;
  }

  async stop() {
    const gone = once(this.#process, 'exit');
    this.#process.kill();
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Nothing, or the seed alone; devices are disconnected. */
  async reset() {
    await this.#admin('POST', '/reset');
  }

  /** The connection string of a device, which is registered if it is not yet. */
  async device(deviceId) {
    const at = `/devices/${encodeURIComponent(deviceId)}`;
    const { authentication } =
      (await this.#rest('GET', at)) ?? (await this.#rest('PUT', at, { deviceId, status: 'enabled' }));
    return `HostName=${this.facts.host};DeviceId=${deviceId};SharedAccessKey=${authentication.symmetricKey.primaryKey}`;
  }

  /** The twin of a device, as the REST API shows it. */
  async twin(deviceId) {
    const twin = await this.#rest('GET', `/twins/${encodeURIComponent(deviceId)}`);
    if (!twin) {
      throw new Error(`the hub has no device '${deviceId}'`);
    }
    return twin;
  }

  /** What was done with a device, oldest first. */
  async journal(deviceId) {
    return (await this.#admin('GET', `/journal?device=${encodeURIComponent(deviceId)}`)).entries;
  }

  /**
   * Waits until the device reports the value at a path such as "climate.temperature"; undefined waits until
   * nothing is reported there. What was reported before counts. Resolves to the twin.
   */
  awaitReported(deviceId, at, value, seconds = WAIT_SECONDS) {
    const met = (twin) => JSON.stringify(find(twin.properties.reported, at)) === JSON.stringify(value);
    return this.#await(deviceId, met, `to report ${at} = ${JSON.stringify(value)}`, seconds);
  }

  /** Waits until the device is connected. Resolves to the twin. */
  awaitConnected(deviceId, seconds = WAIT_SECONDS) {
    return this.#await(deviceId, (twin) => twin.connectionState === 'Connected', 'to connect', seconds);
  }

  /** Looks at the twin whenever the hub tells of an operation of the device. */
  async #await(deviceId, met, wanted, seconds) {
    const stream = http.get({
      host: '127.0.0.1', port: this.facts.adminPort, path: '/journal/stream', headers: this.#token(),
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stream.destroy();
    }, seconds * 1000);
    try {
      const [operations] = await once(stream, 'response');
      operations.on('error', () => {}); // that it ends early is no failure
      let rest = '';
      for await (const text of operations.setEncoding('utf8')) {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        if (lines.some((line) => line === '' || JSON.parse(line).deviceId === deviceId)) {
          const twin = await this.twin(deviceId);
          if (met(twin)) {
            return twin;
          }
        }
      }
    } catch (error) {
      if (!late) {
        throw error;
      }
    } finally {
      clearTimeout(timer);
      stream.destroy();
    }
    throw new Error(await this.#story(deviceId, `waited ${seconds} s for device '${deviceId}' ${wanted}`));
  }

  async #story(deviceId, first) {
    const { connectionState, properties } = await this.twin(deviceId);
    const { $version, $metadata, ...reported } = properties.reported;
    const last = (await this.journal(deviceId)).slice(-OPERATIONS_SHOWN);
    return [
      first,
      `it is ${connectionState.toLowerCase()} and reports ${JSON.stringify(reported)}`,
      ...last.map((entry) => `${entry.at} ${entry.operation} ${entry.outcome} ${entry.reason ?? ''}`.trimEnd()),
    ].join('\n  ');
  }

  #token() {
    return { authorization: `Bearer ${this.facts.adminToken}` };
  }

  async #admin(method, at) {
    const { host, adminPort: port } = { ...this.facts, host: '127.0.0.1' };
    return (await ask(http, { host, port, method, path: at, headers: this.#token() })).body;
  }

  /** The answer of the REST API; undefined if there is no such device. */
  async #rest(method, at, body) {
    const { host } = this.facts;
    const parts = Object.fromEntries(
      this.connectionString.split(';').map((part) => part.split(/=(.*)/s).slice(0, 2)));
    const expiry = Math.floor(Date.now() / 1000) + 600;
    const signature = createHmac('sha256', Buffer.from(parts.SharedAccessKey, 'base64'))
      .update(`${host}\n${expiry}`).digest('base64');
    const authorization = `SharedAccessSignature sr=${host}&sig=${encodeURIComponent(signature)}` +
      `&se=${expiry}&skn=${parts.SharedAccessKeyName}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await ask(https, { host, method, path: `${at}?${API}`, headers }, body);
    return answer.status === 404 ? undefined : answer.body;
  }
}

async function ask(client, options, body) {
  const request = client.request(options);
  request.end(body && JSON.stringify(body));
  const [response] = await once(request, 'response');
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += part;
  }
  if (response.statusCode >= 400 && response.statusCode !== 404) {
    throw new Error(`the hub refused: ${text}`);
  }
  return { status: response.statusCode, body: response.statusCode === 404 ? undefined : JSON.parse(text || '{}') };
}

/** Lets this process trust the hub. What it trusted before stays trusted. */
function trust(authority) {
  if (tls.setDefaultCACertificates) {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority]);
    return;
  }
  // Before Node 22.19 only a variable that is read at the start can add an authority.
  const create = tls.createSecureContext;
  tls.createSecureContext = (options) => {
    const secure = create(options);
    if (!options?.ca) {
      secure.context.addCACert(authority);
    }
    return secure;
  };
}

/** A loopback address on which nobody has the ports of the SDKs. */
async function freeAddress() {
  let reason;
  for (let attempt = 0; attempt < ADDRESSES_TRIED_MAX; attempt++) {
    const address = `127.${randomInt(128, 256)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
    try {
      for (const port of PORTS) {
        const server = net.createServer().listen(port, address);
        await once(server, 'listening');
        server.close();
        await once(server, 'close');
      }
      return address;
    } catch (taken) {
      reason = taken.message;
    }
  }
  throw new Error(`no loopback address has the ports ${PORTS} free: ${reason}`);
}

function find(values, at) {
  return at.split('.').reduce((value, name) => value?.[name], values);
}
