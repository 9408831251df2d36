'use strict';
// Twins by the Node.js SDKs: what back ends write, devices hear, and the other way round.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { MqttWs } = require('azure-iot-device-mqtt');
const hub = require('./hub');

const report = (twin, patch) =>
  new Promise((resolve, reject) =>
    twin.properties.reported.update(patch, (error) => (error ? reject(error) : resolve())));

test('a new twin begins at one', async (t) => {
  const { deviceId, twin } = await hub.newClient(t, 'new');
  const { responseBody } = await hub.registry.getTwin(deviceId);
  assert.equal(responseBody.etag, 'AAAAAAAAAAE=');
  assert.equal(responseBody.version, 2);
  assert.equal(responseBody.connectionState, 'Connected');
  assert.equal(twin.properties.desired.$version, 1);
});

test('a back end updates tags and desired properties with the etag it read', async () => {
  const { deviceId } = await hub.newDevice('etag');
  const { responseBody: twin } = await hub.registry.getTwin(deviceId);
  const patch = { tags: { a: 1 }, properties: { desired: { b: 2 } } };
  const { responseBody: after } = await hub.registry.updateTwin(deviceId, patch, twin.etag);
  assert.equal(after.etag, 'AAAAAAAAAAI=');
  assert.deepEqual(after.tags, { a: 1 });
  assert.equal(after.properties.desired.b, 2);
});

test('all three kinds of listeners hear of a patch', async (t) => {
  const { deviceId, twin } = await hub.newClient(t, 'listeners');
  const all = hub.received(twin, 'properties.desired');
  const group = hub.received(twin, 'properties.desired.climate');
  const property = hub.received(twin, 'properties.desired.climate.hvac.systemControl.fanOn');
  await all.wait(1); // The SDK tells a new listener what it holds already.
  await hub.registry.updateTwin(
    deviceId,
    { properties: { desired: { climate: { minTemperature: 68, maxTemperature: 76 } } } }, '*');
  await all.wait(2);
  assert.deepEqual(all.items[1], { climate: { minTemperature: 68, maxTemperature: 76 }, $version: 2 });
  assert.deepEqual(group.items, [{ minTemperature: 68, maxTemperature: 76 }]);
  assert.deepEqual(property.items, []);
  await hub.registry.updateTwin(
    deviceId,
    { properties: { desired: { climate: { hvac: { systemControl: { fanOn: true } } } } } }, '*');
  await property.wait(1);
  assert.deepEqual(property.items, [true]);
  assert.equal(twin.properties.desired.climate.minTemperature, 68);
});

for (const [name, Protocol] of [['MQTT', hub.Mqtt], ['MQTT over WebSocket', MqttWs]]) {
  test(`a report reaches the back end over ${name}`, async (t) => {
    const { deviceId, twin } = await hub.newClient(t, 'report', Protocol);
    await report(twin, { connectivity: { type: 'cellular' }, x: 1 });
    await report(twin, { x: null });
    const { responseBody } = await hub.registry.getTwin(deviceId);
    const { reported } = responseBody.properties;
    assert.deepEqual(reported.connectivity, { type: 'cellular' });
    assert.equal(reported.x, undefined);
    assert.equal(reported.$version, 3);
  });
}

test('a report that may not be stored fails and changes nothing', async (t) => {
  const { deviceId, twin } = await hub.newClient(t, 'bad-report');
  await assert.rejects(report(twin, { 'a.b': 1 }));
  const { responseBody } = await hub.registry.getTwin(deviceId);
  assert.equal(responseBody.properties.reported.$version, 1);
});

test('a module has a twin of its own', async (t) => {
  const { deviceId } = await hub.newDevice('module');
  const { responseBody: module } = await hub.registry.addModule({ deviceId, moduleId: 'scanner' });
  const key = module.authentication.symmetricKey.primaryKey;
  const client = hub.ModuleClient.fromConnectionString(
    `HostName=${hub.host};DeviceId=${deviceId};ModuleId=scanner;SharedAccessKey=${key}`, hub.Mqtt);
  t.after(() => client.close());
  await client.open();
  const twin = await client.getTwin();
  await report(twin, { status: 'scanning' });
  const desired = hub.received(twin, 'properties.desired.rate');
  await hub.registry.updateModuleTwin(deviceId, 'scanner', { properties: { desired: { rate: 5 } } }, '*');
  await desired.wait(1);
  const { responseBody } = await hub.registry.getModuleTwin(deviceId, 'scanner');
  assert.equal(responseBody.properties.reported.status, 'scanning');
  assert.equal(responseBody.properties.desired.rate, 5);
});

test('a device proves itself by certificate', async (t) => {
  const deviceId = hub.newId('x509');
  const { cert, key, thumbprint } = hub.selfSigned(deviceId);
  await hub.registry.create({
    deviceId,
    authentication: { type: 'selfSigned', x509Thumbprint: { primaryThumbprint: thumbprint } },
  });
  const client = hub.Client.fromConnectionString(`HostName=${hub.host};DeviceId=${deviceId};x509=true`, hub.Mqtt);
  client.setOptions({ cert, key });
  t.after(() => client.close());
  await client.open();
  await report(await client.getTwin(), { by: 'certificate' });
  const { responseBody } = await hub.registry.getTwin(deviceId);
  assert.equal(responseBody.properties.reported.by, 'certificate');
});
