'use strict';
// The Node.js rows of the SDK matrix: one line a cell, "cell <SDK> <transport> <credential> <operation> <result>",
// parted by tabs. A result is "ok", "none: <why the SDK does not have it>" or "failed: <why>".
// .ci/sdk-matrix runs it, for the transports that its arguments name.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { Amqp: ServiceAmqp, AmqpWs: ServiceAmqpWs } = require('azure-iothub');
const { Client, Message, ModuleClient } = require('azure-iot-device');
const { Amqp, AmqpWs } = require('azure-iot-device-amqp');
const { Http } = require('azure-iot-device-http');
const { Mqtt, MqttWs } = require('azure-iot-device-mqtt');
const { Answering, BackEnd, Events, Receiving, called, within } = require('./commands');
const hub = require('./test/hub');

const TRANSPORTS = { MQTT: Mqtt, MQTT_WS: MqttWs, AMQP: Amqp, AMQP_WS: AmqpWs, HTTPS: Http };
const CREDENTIALS = ['SAS', 'thumbprint', 'authority'];
const OPERATIONS =
  ['open', 'telemetry', 'get twin', 'report', 'notified', 'methods', 'messages', 'abandon, reject', 'reconnect', 'unsubscribe'];
const WITHOUT_TWIN = ['open', 'telemetry', 'get twin', 'messages', 'abandon, reject'];
const MODULE = 'part';

/** Devices are dropped under this address; the back end and renewing devices have one of their own. */
const HOST = process.env.SDK_MATRIX_HOST;
const CERTIFICATES = process.env.SDK_MATRIX_CERTIFICATES;
const CUT = process.env.SDK_MATRIX_CUT;

const CALL_MS = 20_000;
const ATTEMPT_MS = 4_000;
const TOKEN_SECONDS = 20;
const TOKEN_MARGIN_SECONDS = 8;

const oneLine = (error) => `${error?.name ?? 'Error'}: ${error?.message ?? error}`.replaceAll(/\s+/g, ' ');

function cell(transport, credential, operation, result) {
  console.log(['cell', 'Node', transport, credential, operation, result].join('\t'));
}

function certificate(name) {
  const read = (file) => readFileSync(path.join(CERTIFICATES, file), 'utf8').trim();
  return { cert: read(`${name}.pem`), key: read('device.key') };
}

/** How a registration says with what its owner comes. */
function authentication(credential) {
  if (credential === 'SAS') return undefined;
  if (credential === 'authority') return { type: 'certificateAuthority' };
  const thumbprint = readFileSync(path.join(CERTIFICATES, 'pinned.sha1'), 'utf8').trim();
  return { type: 'selfSigned', x509Thumbprint: { primaryThumbprint: thumbprint } };
}

/** Registers a device or module; what its client needs. */
async function register(deviceId, credential, moduleId, host = HOST) {
  const identity = { deviceId, authentication: authentication(credential) };
  const { responseBody } = moduleId
    ? await hub.registry.addModule({ ...identity, moduleId })
    : await hub.registry.create(identity);
  const who = `HostName=${host};DeviceId=${deviceId}${moduleId ? `;ModuleId=${moduleId}` : ''}`;
  if (credential === 'SAS') {
    return { connection: `${who};SharedAccessKey=${responseBody.authentication.symmetricKey.primaryKey}` };
  }
  const file = credential === 'authority' ? deviceId + (moduleId ? '-module' : '') : 'pinned';
  return { connection: `${who};x509=true`, options: certificate(file) };
}

function newClient(Kind, Protocol, { connection, options }) {
  const client = Kind.fromConnectionString(connection, Protocol);
  client.on('error', () => {}); // Told by the calls as well; without a listener it ends the process.
  if (options) client.setOptions(options);
  return client;
}

/** Sends to all devices, calls them, and reads all feedback. */
const backEnd = new BackEnd();

/** What arrives of all that they send. */
const events = new Events();

/** A device that is open, and what its back end does with it. */
class Program {
  constructor(client, deviceId, moduleId) {
    Object.assign(this, { client, deviceId, moduleId, count: 0, heard: [] });
    this.answering = new Answering(client, backEnd, deviceId, moduleId);
    this.receiving = new Receiving(client, backEnd, deviceId);
  }

  async open() {
    await within(CALL_MS, 'open', this.client.open());
    await within(CALL_MS, 'a message', this.client.sendEvent(new Message('hello')));
  }

  async readTwin(milliseconds = CALL_MS) {
    this.twin = await within(milliseconds, 'a read', this.client.getTwin());
    const stored = await this.stored();
    if (this.twin.properties.desired.$version !== stored.properties.desired.$version) {
      throw new Error('the twin is not the one that the back end sees');
    }
  }

  async stored() {
    const { responseBody } = this.moduleId
      ? await hub.registry.getModuleTwin(this.deviceId, this.moduleId)
      : await hub.registry.getTwin(this.deviceId);
    return responseBody;
  }

  async report() {
    await within(CALL_MS, 'a report', called((done) => this.twin.properties.reported.update({ said: 1 }, done)));
    if ((await this.stored()).properties.reported.said !== 1) throw new Error('the back end sees no report');
  }

  async want(n) {
    const patch = { properties: { desired: { n } } };
    await (this.moduleId
      ? hub.registry.updateModuleTwin(this.deviceId, this.moduleId, patch, '*')
      : hub.registry.updateTwin(this.deviceId, patch, '*'));
  }

  /** Writes until the device hears: just after its listener is added, or it is back, it may be deaf. */
  async notified() {
    if (!this.listening) {
      this.listening = true;
      this.twin.on('properties.desired', (patch) => this.heard.push(patch.n));
      this.twin.on('error', () => {});
    }
    const end = Date.now() + CALL_MS;
    while (Date.now() < end) {
      const n = ++this.count;
      await this.want(n);
      const last = Date.now() + 2_000;
      while (Date.now() < last) {
        if (this.heard.includes(n)) return;
        await sleep(20);
      }
    }
    throw new Error('heard of no desired property');
  }

  async reconnect() {
    await cut();
    const end = Date.now() + 2 * CALL_MS;
    for (;;) {
      try {
        await this.readTwin(ATTEMPT_MS);
        break;
      } catch (error) {
        if (Date.now() > end) throw error;
        await sleep(100);
      }
    }
    await this.notified();
    await this.answering.echo('back');
    await this.receiving.receive('back', 'complete');
  }

  /** The Twin of the SDK has no call for it, its transports have. A read behind it is answered after a push. */
  async unsubscribe() {
    const transport = this.client._transport;
    await within(CALL_MS, 'unsubscribing', called((done) => transport.disableTwinDesiredPropertiesUpdates(done)));
    const n = ++this.count;
    await this.want(n);
    this.twin.removeAllListeners('properties.desired'); // A read would fire them.
    const pushed = [];
    transport.on('twinDesiredPropertiesUpdate', (patch) => pushed.push(patch.n));
    await this.readTwin();
    if (pushed.length > 0) throw new Error(`heard of ${pushed} none the less`);
  }

  async do(operation) {
    switch (operation) {
      case 'open': return this.open();
      case 'telemetry': return events.telemetry(this.client, this.deviceId, this.moduleId);
      case 'get twin': return this.readTwin();
      case 'report': return this.report();
      case 'notified': return this.notified();
      case 'methods': return this.answering.methods();
      case 'messages': return this.receiving.messages();
      case 'abandon, reject': return this.receiving.abandonAndReject();
      case 'reconnect': return this.reconnect();
      default: return this.unsubscribe();
    }
  }

  close() {
    return within(CALL_MS, 'close', this.client.close()).catch(() => {});
  }
}

/** Drops all connections under the devices' address. */
async function cut() {
  const dropped = Number(await (await fetch(CUT)).text());
  if (!(dropped > 0)) throw new Error('there was no connection to drop');
}

/** One cell: what the SDK says it cannot do is no fault. */
async function attempt(transport, credential, operation, task) {
  try {
    await task();
    cell(transport, credential, operation, 'ok');
    return true;
  } catch (error) {
    const missing = error?.name === 'NotImplementedError' || /not implemented|not supported/i.test(error?.message);
    cell(transport, credential, operation, `${missing ? 'none' : 'failed'}: ${oneLine(error)}`);
    return missing;
  }
}

async function device(transport, credential) {
  const Protocol = TRANSPORTS[transport];
  const deviceId = `Node-${transport}-${credential}`;
  const program = new Program(newClient(Client, Protocol, await register(deviceId, credential)), deviceId);
  let alive = true;
  for (const operation of OPERATIONS) {
    // Over HTTPS nothing is open, so no twin comes of it: each call is asked of the SDK all the same.
    const task = transport === 'HTTPS' && !WITHOUT_TWIN.includes(operation)
      ? () => withoutTwin(program, operation)
      : () => program.do(operation);
    if (alive) alive = await attempt(transport, credential, operation, task);
    else cell(transport, credential, operation, 'failed: after the failure before');
  }
  await program.close();
  const module = await register(deviceId, credential, MODULE);
  const inModule = (operation, task) => attempt(transport, credential, operation, async () => {
    const part = new Program(newClient(ModuleClient, Protocol, module), deviceId, MODULE);
    try {
      await within(CALL_MS, 'open', part.client.open());
      await task(part);
    } finally {
      await part.close();
    }
  });
  await inModule('module twin', async (part) => {
    await part.readTwin();
    await part.report();
    await part.notified();
  });
  await inModule('module methods', (part) =>
    transport === 'HTTPS' ? withoutTwin(part, 'methods') : part.answering.methods());
  await inModule('module telemetry', (part) => part.do('telemetry'));
  await program.receiving.requireFeedback().catch((error) =>
    cell(transport, credential, 'messages', `failed: ${oneLine(error)}`));
}

/** What the SDK's transport says to what needs a twin. */
function withoutTwin({ client }, operation) {
  const transport = client._transport;
  switch (operation) {
    case 'methods': return within(CALL_MS, operation, called((done) => transport.enableMethods(done)));
    case 'report': return within(CALL_MS, operation, called((done) => transport.updateTwinReportedProperties({}, done)));
    case 'unsubscribe':
      return within(CALL_MS, operation, called((done) => transport.disableTwinDesiredPropertiesUpdates(done)));
    case 'reconnect': return within(CALL_MS, operation, called((done) => transport.getTwin(done)));
    default: return within(CALL_MS, operation, called((done) => transport.enableTwinDesiredPropertiesUpdates(done)));
  }
}

/** Goes on when the token that it was opened with is over. */
async function renewal(transport) {
  const deviceId = `Node-${transport}-renewal`;
  const { connection } = await register(deviceId, 'SAS', undefined, hub.host);
  const client = newClient(Client, TRANSPORTS[transport], { connection });
  client.setOptions({
    tokenRenewal: { tokenValidTimeInSeconds: TOKEN_SECONDS, tokenRenewalMarginInSeconds: TOKEN_MARGIN_SECONDS },
  });
  const program = new Program(client, deviceId);
  const start = Date.now();
  try {
    await program.open();
    if (transport !== 'HTTPS') {
      await program.readTwin();
      await program.answering.methods();
    }
    await program.receiving.receive('before', 'complete');
    await attempt(transport, 'SAS', 'unknown method', () =>
      transport === 'HTTPS' ? withoutTwin(program, 'methods') : program.answering.unknownMethod());
    await sleep(TOKEN_SECONDS * 1000 + 2_000 - (Date.now() - start));
    if (transport === 'HTTPS') {
      await within(CALL_MS, 'a message', client.sendEvent(new Message('still here')));
    } else {
      await program.report();
      await program.notified();
      await program.answering.echo('after');
    }
    await program.receiving.receive('after', 'complete');
  } finally {
    await program.close();
  }
}

async function service() {
  const deviceId = 'Node-service';
  const is = (operation, task) => attempt('service', '', operation, () => within(CALL_MS, operation, task()));
  await is('registry', async () => {
    await hub.registry.create({ deviceId });
    await hub.registry.update({ deviceId, status: 'disabled' });
    const { responseBody } = await hub.registry.get(deviceId);
    if (responseBody.status !== 'disabled') throw new Error('the update is not stored');
  });
  await is('twins', async () => {
    const { responseBody: twin } = await hub.registry.getTwin(deviceId);
    await called((done) => twin.update({ tags: { kind: 'matrix' } }, done));
  });
  await is('query', async () => {
    const { rows } = await hub.rows(`SELECT * FROM devices WHERE deviceId = '${deviceId}' AND tags.kind = 'matrix'`);
    if (rows.length !== 1) throw new Error(`${rows.length} rows`);
  });
  await is('delete', () => hub.registry.delete(deviceId));
  const { connection } = await register('Node-served', 'SAS');
  const served = newClient(Client, Mqtt, { connection });
  await within(CALL_MS, 'open', served.open());
  for (const [name, transport] of [['AMQP', ServiceAmqp], ['AMQP_WS', ServiceAmqpWs]]) {
    const client = new BackEnd(transport);
    const receiving = new Receiving(served, client, 'Node-served');
    let id;
    await is(`open ${name}`, () => client.open());
    await is(`send ${name}`, async () => {
      id = await receiving.receive(name, 'complete');
      await client.requireRefused('DeviceNotFoundError', client.send('nobody', 'lost'));
      id = await receiving.receive(`${name} again`, 'complete');
      served.removeAllListeners('message');
    });
    await is(`feedback ${name}`, async () => {
      await client.readFeedback();
      await client.requireFeedback('Node-served', id, 'Success');
    });
    await client.close();
  }
  await is('call', async () => {
    await backEnd.requireRefused('404001', backEnd.invoke('nobody', undefined, { methodName: 'm' }));
    const late = { methodName: 'm', connectTimeoutInSeconds: 0 };
    await backEnd.requireRefused('Timed out waiting for device to connect', backEnd.invoke('Node-served', undefined, late));
    await new Answering(served, backEnd, 'Node-served').methods();
  });
}

async function main(transports) {
  await backEnd.open();
  await backEnd.readFeedback();
  const renewals = transports.map((transport) =>
    attempt(transport, 'SAS', 'token renewal', () => renewal(transport)));
  for (const transport of transports) {
    for (const credential of CREDENTIALS) {
      await device(transport, credential);
    }
  }
  await Promise.all(renewals);
  await backEnd.close(); // All readers compete for the feedback.
  await service();
}

main(process.argv.slice(2)).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
