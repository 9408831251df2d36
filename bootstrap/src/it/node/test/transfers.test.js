'use strict';
// Import and export jobs by the Node.js SDK, with containers of Azurite.
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const readline = require('node:readline');
const { after, before, test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { BlobServiceClient, ContainerSASPermissions, StorageSharedKeyCredential } = require('@azure/storage-blob');
const hub = require('./hub');

// The account that every Azurite has; its key is public.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const WAIT_MS = 20_000;
const azuriteMain = path.join(__dirname, '../node_modules/azurite/dist/src/blob/main.js');

let azurite;
let blobs;

before(async () => {
  azurite = spawn(
    process.execPath,
    [azuriteMain, '--blobPort', '0', '--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = readline.createInterface({ input: azurite.stdout });
  let listening = null;
  while (!listening) {
    const [line] = await once(output, 'line', { signal: AbortSignal.timeout(WAIT_MS) });
    listening = /successfully listens on (http:\S+)/.exec(line);
  }
  blobs = new BlobServiceClient(`${listening[1]}/${ACCOUNT}`, new StorageSharedKeyCredential(ACCOUNT, KEY));
});

after(async () => {
  azurite.kill();
  await once(azurite, 'exit');
});

/** A new container, and its URI with what the signature allows. */
async function newContainer(permissions) {
  const container = blobs.getContainerClient(hub.newId('container').toLowerCase());
  await container.create();
  const uri = await container.generateSasUrl({
    permissions: ContainerSASPermissions.parse(permissions),
    expiresOn: new Date(Date.now() + 3_600_000),
  });
  return { container, uri };
}

const text = async (container, name) => (await container.getBlobClient(name).downloadToBuffer()).toString();
const lines = (content) => content.split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** The job once it has ended. */
async function ended(job) {
  const end = Date.now() + WAIT_MS;
  let now = await hub.registry.getJob(job.jobId);
  while (!['completed', 'failed', 'cancelled'].includes(now.status)) {
    assert.ok(Date.now() < end, `the job is still ${now.status}`);
    await sleep(50);
    now = await hub.registry.getJob(job.jobId);
  }
  return now;
}

test('devices are exported with their twins, with keys or without', async () => {
  const { deviceId, key } = await hub.newDevice('export');
  await hub.registry.updateTwin(deviceId, { tags: { plant: 'x' } }, '*');
  const { container, uri } = await newContainer('rwd');
  for (const excludeKeys of [false, true]) {
    const job = await hub.registry.exportDevicesToBlob(uri, excludeKeys);
    assert.equal((await ended(job)).status, 'completed');
    const own = lines(await text(container, 'devices.txt')).filter((line) => line.id === deviceId);
    assert.equal(own.length, 1);
    assert.equal(own[0].authentication.symmetricKey.primaryKey, excludeKeys ? null : key);
    assert.deepEqual(own[0].tags, { plant: 'x' });
  }
});

test('devices are imported, and a broken line is named while the others are imported', async () => {
  const [first, second] = [hub.newId('import'), hub.newId('import')];
  const input = await newContainer('rl');
  const output = await newContainer('rwd');
  const content = [
    JSON.stringify({ id: first, importMode: 'create', status: 'enabled', tags: { plant: 'y' } }),
    '{"id":',
    JSON.stringify({ id: second, importMode: 'create', status: 'disabled' }),
  ].join('\n');
  await input.container.getBlockBlobClient('devices.txt').upload(content, content.length);
  const job = await hub.registry.importDevicesFromBlob(input.uri, output.uri);
  assert.equal((await ended(job)).status, 'completed');
  assert.deepEqual((await hub.registry.getTwin(first)).responseBody.tags, { plant: 'y' });
  assert.equal((await hub.registry.get(second)).responseBody.status, 'disabled');
  const errors = lines(await text(output.container, 'importErrors.log'));
  assert.deepEqual(errors.map(({ line, errorCode }) => [line, errorCode]), [[2, 400006]]);
});

test('a container that the signature does not open is refused, and its signature is not repeated', async () => {
  const { uri } = await newContainer('r');
  const wrong = uri.replace(/sig=[^&]+/, 'sig=c2VjcmV0');
  const outcome = await hub.registry.exportDevicesToBlob(wrong, false).then(
    async (job) => JSON.stringify(await ended(job)),
    (refusal) => JSON.stringify([refusal.message, refusal.responseBody]));
  assert.match(outcome, /container/i);
  assert.doesNotMatch(outcome, /c2VjcmV0/);
});
