'use strict';
// Digital twins by DigitalTwinClient of azure-iothub, with a device that names a model and answers commands.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { DigitalTwinClient, IoTHubTokenCredentials } = require('azure-iothub');
const { Client } = require('azure-iot-device');
const { Mqtt } = require('azure-iot-device-mqtt');
const hub = require('./hub');

const MODEL = 'dtmi:com:example:TemperatureController;1';

function back() {
  return new DigitalTwinClient(new IoTHubTokenCredentials(process.env.IOTHUB_CONNECTION_STRING));
}

/** A device that names its model, reports a component and an acknowledgement, and answers commands. */
async function controller(t) {
  const device = await hub.newDevice('dt');
  const client = Client.fromConnectionString(device.connection, Mqtt);
  t.after(() => client.close());
  await client.setOptions({ modelId: MODEL });
  await client.open();
  const twin = await client.getTwin();
  await new Promise((resolve, reject) =>
    twin.properties.reported.update({
      serialNumber: 'a1',
      thermostat1: {
        __t: 'c',
        maxTempSinceLastReboot: 25.3,
        targetTemperature: { value: 20.4, ac: 200, av: 1, ad: 'done' },
      },
    }, (error) => (error ? reject(error) : resolve())));
  for (const name of ['reboot', 'thermostat1*getMaxMinReport']) {
    client.onDeviceMethod(name, (request, response) =>
      response.send(201, { heard: request.payload }, () => {}));
  }
  return { ...device, twin };
}

test('a digital twin is read with its model, its components and its etag', async (t) => {
  const { deviceId } = await controller(t);
  const twin = await back().getDigitalTwin(deviceId);
  assert.equal(twin.$dtId, deviceId);
  assert.equal(twin.$metadata.$model, MODEL);
  assert.equal(twin.thermostat1.targetTemperature, 20.4);
  assert.equal(twin.thermostat1.$metadata.targetTemperature.ackCode, 200);
  assert.equal(twin.thermostat1.$metadata.targetTemperature.ackDescription, 'done');
});

test('a patch of a component reaches the device', async (t) => {
  const { deviceId, twin } = await controller(t);
  const heard = hub.received(twin, 'properties.desired');
  await heard.wait(1);
  await back().updateDigitalTwin(deviceId, [
    { op: 'add', path: '/thermostat1/targetTemperature', value: 42 },
  ]);
  await heard.wait(2);
  assert.deepEqual(heard.items[1], { thermostat1: { __t: 'c', targetTemperature: 42 }, $version: 2 });
  const after = await back().getDigitalTwin(deviceId);
  assert.equal(after.thermostat1.$metadata.targetTemperature.desiredValue, 42);
  assert.equal(after.thermostat1.$metadata.targetTemperature.desiredVersion, 2);
});

test('a patch with an old etag is refused', async (t) => {
  const { deviceId } = await controller(t);
  await assert.rejects(
    back().updateDigitalTwin(deviceId, [{ op: 'add', path: '/a', value: 1 }], '"old"'),
    (error) => error.statusCode === 412);
});

test('commands of the device and of a component are answered', async (t) => {
  const { deviceId } = await controller(t);
  const root = await back().invokeCommand(deviceId, 'reboot', 5);
  assert.equal(root.xMsCommandStatuscode, 201);
  assert.deepEqual(root.body, { heard: 5 });
  const component = await back().invokeComponentCommand(
    deviceId, 'thermostat1', 'getMaxMinReport', '2026-01-01');
  assert.deepEqual(component.body, { heard: '2026-01-01' });
});
