'use strict';
// The hub under test, as a back end and as devices see it.
const { execFileSync } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const { mkdtempSync, readFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { Registry } = require('azure-iothub');
const { Client, ModuleClient } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');

const connectionString = process.env.IOTHUB_CONNECTION_STRING;
const host = /HostName=([^;]+)/.exec(connectionString)[1];
const registry = Registry.fromConnectionString(connectionString);

const newId = (name) => `js-${name}-${randomBytes(4).toString('hex')}`;

/** Registers a device with keys that the hub makes; its id and connection string. */
async function newDevice(name) {
  const deviceId = newId(name);
  const { responseBody } = await registry.create({ deviceId });
  const key = responseBody.authentication.symmetricKey.primaryKey;
  return { deviceId, key, connection: `HostName=${host};DeviceId=${deviceId};SharedAccessKey=${key}` };
}

/** A connected client of a new device, closed when the test ends. */
async function newClient(t, name, Protocol = Mqtt) {
  const device = await newDevice(name);
  const client = Client.fromConnectionString(device.connection, Protocol);
  t.after(() => client.close());
  await client.open();
  return { ...device, client, twin: await client.getTwin() };
}

/** A certificate of its own, and its SHA-1. */
function selfSigned(commonName) {
  const folder = mkdtempSync(path.join(tmpdir(), 'twinhub-'));
  const cert = path.join(folder, 'cert.pem');
  const key = path.join(folder, 'key.pem');
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
      '-subj', `/CN=${commonName}`, '-keyout', key, '-out', cert],
    { stdio: 'ignore' });
  const printed = execFileSync('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha1']);
  const thumbprint = printed.toString().trim().split('=')[1].replaceAll(':', '');
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8'), thumbprint };
}

/** Collects what an emitter tells; wait(n) ends when there are n, or fails. */
function received(emitter, event) {
  const items = [];
  const waiting = [];
  emitter.on(event, (item) => {
    items.push(structuredClone(item));
    waiting.forEach((check) => check());
  });
  const wait = (count) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${items.length} of ${count} arrived: ${JSON.stringify(items)}`)), 20000);
      const check = () => {
        if (items.length >= count) {
          clearTimeout(timer);
          resolve(items);
        }
      };
      waiting.push(check);
      check();
    });
  return { items, wait };
}

/** All rows of a query, and how many pages they came in. */
async function rows(sql, pageSize) {
  const query = registry.createQuery(sql, pageSize);
  const all = [];
  let pages = 0;
  while (query.hasMoreResults) {
    // Without the token the promise form begins anew each time.
    const { result } = await query.next(query.continuationToken);
    all.push(...result);
    pages++;
  }
  return { rows: all, pages };
}

module.exports = { Client, ModuleClient, Mqtt, connectionString, host, newClient, newDevice, newId, received, registry, rows, selfSigned };
