'use strict';
// Queries by the Node.js SDK: the tutorial's, paging, aggregates.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const hub = require('./hub');

/** Registers devices in bulk, all in one plant; their ids in order. */
async function plantOf(count) {
  const plant = hub.newId('plant');
  const ids = Array.from({ length: count }, () => hub.newId('query')).sort();
  for (let i = 0; i < count; i += 100) {
    await hub.registry.addDevices(ids.slice(i, i + 100).map((deviceId) => ({ deviceId })));
  }
  await Promise.all(ids.map((id) => hub.registry.updateTwin(id, { tags: { plant } }, '*')));
  return { plant, ids };
}

test('a report is in the next query', async (t) => {
  const { deviceId, twin } = await hub.newClient(t, 'tutorial');
  const plant = hub.newId('plant');
  await hub.registry.updateTwin(deviceId, { tags: { location: { plant } } }, '*');
  const cellular = `SELECT * FROM devices WHERE tags.location.plant = '${plant}'`
    + " AND properties.reported.connectivity.type = 'cellular'";
  assert.deepEqual((await hub.rows(cellular, 100)).rows, []);
  await new Promise((resolve, reject) =>
    twin.properties.reported.update({ connectivity: { type: 'cellular' } }, (e) => (e ? reject(e) : resolve())));
  assert.deepEqual((await hub.rows(cellular, 100)).rows.map((row) => row.deviceId), [deviceId]);
});

test('pages of one row show each row once, and the last page says that it is the last', async () => {
  const { plant, ids } = await plantOf(5);
  const { rows, pages } = await hub.rows(`SELECT deviceId FROM devices WHERE tags.plant = '${plant}'`, 1);
  assert.deepEqual(rows.map((row) => row.deviceId), ids);
  assert.equal(pages, 5);
});

test('more than a page of devices', async () => {
  const { plant, ids } = await plantOf(120);
  const { rows, pages } = await hub.rows(`SELECT * FROM devices WHERE tags.plant = '${plant}'`);
  assert.deepEqual(rows.map((row) => row.deviceId), ids);
  assert.equal(pages, 2);
});

test('an aggregate groups and counts', async () => {
  const { plant } = await plantOf(3);
  const { rows } = await hub.rows(
    `SELECT tags.plant AS plant, COUNT() AS n FROM devices WHERE tags.plant = '${plant}' GROUP BY tags.plant`);
  assert.deepEqual(rows, [{ plant, n: 3 }]);
});
