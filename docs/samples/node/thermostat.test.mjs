// Tests of the thermostat: no cloud, no sleeping.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import iothub from 'azure-iothub';
import { Thermostat } from './thermostat.mjs';
import { startHub } from './twinhub.mjs';

const hub = await startHub();
let thermostat;

beforeEach(async () => {
  await hub.reset();
  thermostat = new Thermostat(await hub.device('thermostat'));
});
afterEach(() => thermostat.stop());
after(() => hub.stop());

async function want(target) {
  const backEnd = iothub.Registry.fromConnectionString(hub.connectionString);
  await backEnd.updateTwin('thermostat', { properties: { desired: { target } } }, '*');
}

test('it applies what it finds when it starts', async () => {
  await want(21);
  await thermostat.start();
  await hub.awaitReported('thermostat', 'climate.target', 21);
});

test('it applies what it is told later', async () => {
  await thermostat.start();
  await hub.awaitConnected('thermostat');
  await want(23);
  await hub.awaitReported('thermostat', 'climate.target', 23);
  assert.ok((await hub.journal('thermostat')).some((entry) => entry.operation === 'report'));
});

test('each test begins with an empty hub', async () => {
  assert.equal((await hub.twin('thermostat')).properties.reported.$version, 1);
  await assert.rejects(hub.twin('other'), { message: "the hub has no device 'other'" });
});

test('a wait says why it failed', async () => {
  await want(21);
  await thermostat.start();
  await hub.awaitReported('thermostat', 'climate.target', 21);
  await assert.rejects(hub.awaitReported('thermostat', 'climate.target', 22, 0.5), {
    message: /^waited 0.5 s for device 'thermostat' to report climate.target = 22\n {2}it is connected and reports {"climate":{"target":21}}\n/,
  });
});
