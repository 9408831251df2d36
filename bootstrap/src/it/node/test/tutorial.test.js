'use strict';
// The two programs of the tutorial, run as a user runs them.
const assert = require('node:assert/strict');
const { execFileSync, spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const readline = require('node:readline');
const { test } = require('node:test');
const hub = require('./hub');

const program = (name) => path.join(__dirname, '../../../../../docs/tutorial/node', name);
const modules = path.join(__dirname, '..', 'node_modules'); // as if installed beside the program

function backEnd(deviceId) {
  const environment = { ...process.env, NODE_PATH: modules, DEVICE_ID: deviceId };
  return execFileSync(process.execPath, [program('backEnd.js')], { env: environment }).toString().split('\n');
}

test('the device is in the second query once it has reported', async (t) => {
  const { deviceId, connection } = await hub.newDevice('tutorial');
  const before = backEnd(deviceId);
  assert.ok(before[0].includes(deviceId));
  assert.ok(!before[1].includes(deviceId));

  const device = spawn(process.execPath, [program('device.js')], {
    env: { ...process.env, NODE_PATH: modules, IOTHUB_DEVICE_CONNECTION_STRING: connection },
  });
  t.after(() => device.kill());
  const lines = [];
  const output = readline.createInterface({ input: device.stdout });
  output.on('line', (line) => lines.push(line));
  while (!lines.includes('twin state reported')) {
    await once(output, 'line');
  }

  const after = backEnd(deviceId);
  assert.ok(after[1].includes(deviceId));
  const told = 'new desired properties received: {"climate":{"minTemperature":68,"maxTemperature":76},"$version":3}';
  while (!lines.includes(told)) {
    await once(output, 'line');
  }
});
