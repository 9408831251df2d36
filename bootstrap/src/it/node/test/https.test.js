'use strict';
// Devices of the Node.js SDK over HTTPS: they send, ask for messages, and have no twin.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Message } = require('azure-iot-device');
const { Http } = require('azure-iot-device-http');
const hub = require('./hub');

async function opened(t, name) {
  const { deviceId, connection } = await hub.newDevice(name);
  const client = hub.Client.fromConnectionString(connection, Http);
  t.after(() => client.close());
  await client.open();
  return { deviceId, client };
}

function message(text) {
  const made = new Message(text);
  made.properties.add('level', 'high');
  made.messageId = 'm1';
  return made;
}

test('a message and a batch are accepted, and the device stays disconnected', async (t) => {
  const { deviceId, client } = await opened(t, 'https');
  await client.sendEvent(message('{"temperature": 21.5}'));
  await client.sendEventBatch([message('one'), message('two')]);
  const { responseBody } = await hub.registry.get(deviceId);
  assert.equal(responseBody.connectionState, 'Disconnected');
});

test('there is no twin', async (t) => {
  const { client } = await opened(t, 'no-twin');
  await assert.rejects(client.getTwin(), { name: 'NotImplementedError' });
});

test('a wrong key is refused', async (t) => {
  const { deviceId } = await hub.newDevice('wrong-key');
  const client = hub.Client.fromConnectionString(
    `HostName=${hub.host};DeviceId=${deviceId};SharedAccessKey=${Buffer.from('wrong').toString('base64')}`, Http);
  t.after(() => client.close());
  await assert.rejects(client.sendEvent(message('x')), { name: 'UnauthorizedError' });
});
