'use strict';
// Scheduled jobs by the Node.js SDK: created, followed, cancelled.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { JobClient } = require('azure-iothub');
const hub = require('./hub');

const WAIT_MS = 20_000;
const TTL_SECONDS = 300;
const jobs = JobClient.fromConnectionString(hub.connectionString);

const called = (call) =>
  new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

/** The job once it has ended. */
async function ended(id) {
  const end = Date.now() + WAIT_MS;
  let job = await called((done) => jobs.getJob(id, done));
  while (!['completed', 'failed', 'cancelled'].includes(job.status)) {
    if (Date.now() > end) throw new Error(`${id} is still ${job.status}`);
    await sleep(50);
    job = await called((done) => jobs.getJob(id, done));
  }
  return job;
}

test('a twin job is created and followed', async () => {
  const { deviceId } = await hub.newDevice('job');
  const id = hub.newId('twinjob');
  const patch = { etag: '*', tags: { byJob: id }, properties: { desired: { mode: 'night' } } };
  const created = await called((done) =>
    jobs.scheduleTwinUpdate(id, `deviceId = '${deviceId}'`, patch, null, TTL_SECONDS, done));
  assert.equal(created.status, 'queued');
  const job = await ended(id);
  assert.equal(job.status, 'completed');
  assert.equal(job.deviceJobStatistics.succeededCount, 1);
  const { responseBody: twin } = await hub.registry.getTwin(deviceId);
  assert.equal(twin.tags.byJob, id);
  assert.equal(twin.properties.desired.mode, 'night');
  const { rows } = await hub.rows(`SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '${id}'`);
  assert.deepEqual(rows.map((row) => [row.deviceId, row.status]), [[deviceId, 'completed']]);
});

test('a method job keeps the answer of the device', async (t) => {
  const { deviceId, client } = await hub.newClient(t, 'job');
  client.onDeviceMethod('reboot', (request, response) => response.send(200, request.payload, () => {}));
  const id = hub.newId('methodjob');
  const method = { methodName: 'reboot', payload: { a: [1] }, responseTimeoutInSeconds: 10, connectTimeoutInSeconds: 10 };
  await called((done) =>
    jobs.scheduleDeviceMethod(id, `deviceId = '${deviceId}'`, method, null, TTL_SECONDS, done));
  assert.equal((await ended(id)).status, 'completed');
  const { rows } = await hub.rows(`SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '${id}'`);
  assert.deepEqual(rows[0].outcome.deviceMethodResponse, { status: 200, payload: { a: [1] } });
});

test('a job in the future is listed and cancelled', async () => {
  const id = hub.newId('laterjob');
  const start = new Date(Date.now() + 3_600_000);
  await called((done) =>
    jobs.scheduleTwinUpdate(id, '*', { etag: '*', tags: { never: true } }, start, TTL_SECONDS, done));
  const query = jobs.createQuery('scheduleUpdateTwin');
  const listed = [];
  while (query.hasMoreResults) listed.push(...await called((done) => query.next(done)));
  assert.ok(listed.some((job) => job.jobId === id));
  const cancelled = await called((done) => jobs.cancelJob(id, done));
  assert.equal(cancelled.status, 'cancelled');
  await assert.rejects(called((done) => jobs.cancelJob(id, done)));
});
