'use strict';
// Automatic configurations by the Node.js SDK: create, follow the metrics, update, delete.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const hub = require('./hub');

test('a configuration from its creation to its end', async () => {
  const plant = hub.newId('plant');
  const devices = [await hub.newDevice('configured'), await hub.newDevice('configured')];
  await hub.registry.updateTwin(devices[0].deviceId, { tags: { plant } }, '*');
  const id = hub.newId('fw').toLowerCase();
  const content = { deviceContent: { 'properties.desired.fw': { v: '1' } } };
  await hub.registry.addConfiguration({
    id,
    content,
    targetCondition: `tags.plant = '${plant}'`,
    priority: 10,
    metrics: { queries: { all: `SELECT deviceId FROM devices WHERE tags.plant = '${plant}'` } },
  });
  const found = (await hub.registry.getConfiguration(id)).responseBody;
  assert.deepEqual(found.content, content);
  assert.deepEqual(found.systemMetrics.results, { targetedCount: 1, appliedCount: 1 });
  assert.deepEqual(found.metrics.results, { all: 1 });
  const twin = async () => (await hub.registry.getTwin(devices[0].deviceId)).responseBody;
  assert.deepEqual((await twin()).properties.desired.fw, { v: '1' });
  const all = (await hub.registry.getConfigurations()).responseBody;
  assert.ok(all.some((one) => one.id === id));
  const changed = (await hub.registry.updateConfiguration({ ...found, priority: 11 })).responseBody;
  assert.equal(changed.priority, 11);
  await hub.registry.updateConfiguration({ ...changed, priority: 12 }, true);
  await hub.registry.removeConfiguration(id);
  assert.equal((await twin()).properties.desired.fw, undefined);
});
