'use strict';
// Refusals as the Node.js SDKs show them.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { SharedAccessSignature, NoRetry } = require('azure-iot-common');
const { Registry } = require('azure-iothub');
const hub = require('./hub');

const wrongKey = Buffer.alloc(32, '0').toString('base64');

async function assertNotLetIn(client) {
  client.setRetryPolicy(new NoRetry());
  await assert.rejects(client.open(), (error) => {
    assert.equal(error.constructor.name, 'UnauthorizedError');
    return true;
  });
}

test('a stale etag is refused and changes nothing', async () => {
  const { deviceId } = await hub.newDevice('stale');
  await hub.registry.updateTwin(deviceId, { tags: { a: 1 } }, '*');
  await assert.rejects(hub.registry.updateTwin(deviceId, { tags: { a: 2 } }, 'AAAAAAAAAAE='), {
    name: 'InvalidEtagError',
  });
  const { responseBody } = await hub.registry.getTwin(deviceId);
  assert.deepEqual(responseBody.tags, { a: 1 });
});

test('a missing device is named as such', async () => {
  await assert.rejects(hub.registry.get('no-such-device'), { name: 'DeviceNotFoundError' });
  await assert.rejects(hub.registry.getTwin('no-such-device'), { name: 'DeviceNotFoundError' });
});

test('a device that is registered is not registered again', async () => {
  const { deviceId } = await hub.newDevice('twice');
  await assert.rejects(hub.registry.create({ deviceId }), { name: 'DeviceAlreadyExistsError' });
});

test('an array is refused', async () => {
  const { deviceId } = await hub.newDevice('array');
  await assert.rejects(hub.registry.updateTwin(deviceId, { tags: { a: [1] } }, '*'), { name: 'ArgumentError' });
});

test('a query that is none is refused', async () => {
  await assert.rejects(hub.rows('SELECT * FROM twins', 10), { name: 'ArgumentError' });
});

test('a wrong service key is refused', async () => {
  const wrong = Registry.fromConnectionString(
    `HostName=${hub.host};SharedAccessKeyName=iothubowner;SharedAccessKey=${wrongKey}`);
  await assert.rejects(wrong.getTwin('any'), { name: 'UnauthorizedError' });
});

test('a wrong device key is not let in', async () => {
  const { deviceId } = await hub.newDevice('wrong');
  const connection = `HostName=${hub.host};DeviceId=${deviceId};SharedAccessKey=${wrongKey}`;
  await assertNotLetIn(hub.Client.fromConnectionString(connection, hub.Mqtt));
});

test('a device that is not registered is not let in', async () => {
  const connection = `HostName=${hub.host};DeviceId=no-such-device;SharedAccessKey=${wrongKey}`;
  await assertNotLetIn(hub.Client.fromConnectionString(connection, hub.Mqtt));
});

test('an expired token is not let in', async () => {
  const { deviceId, key } = await hub.newDevice('expired');
  const hourAgo = Math.floor(Date.now() / 1000) - 3600;
  const token = SharedAccessSignature.create(`${hub.host}/devices/${deviceId}`, null, key, hourAgo).toString();
  await assertNotLetIn(hub.Client.fromSharedAccessSignature(token, hub.Mqtt));
});

test('who brings a bearer token may what its role allows', async () => {
  const token = process.env.TWINHUB_READER_TOKEN;
  const scopes = [];
  const credential = {
    getToken: async (scope) => {
      scopes.push(scope);
      return { token, expiresOnTimestamp: Date.now() + 3_000_000 };
    },
  };
  const reader = Registry.fromTokenCredential(hub.host, credential);
  const { deviceId } = await hub.newDevice('bearer');
  assert.equal((await reader.getTwin(deviceId)).responseBody.deviceId, deviceId);
  assert.deepEqual([...new Set(scopes.flat())], ['https://iothubs.azure.net/.default']);
  await assert.rejects(reader.updateTwin(deviceId, { tags: { a: 1 } }, '*'), { name: 'UnauthorizedError' });
  await assert.rejects(reader.create({ deviceId: hub.newId('bearer') }), { name: 'UnauthorizedError' });
});
