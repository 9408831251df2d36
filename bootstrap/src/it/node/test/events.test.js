'use strict';
// What back ends read with @azure/event-hubs, unchanged.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Message } = require('azure-iot-device');
const { EventHubConsumerClient, earliestEventPosition, latestEventPosition } = require('@azure/event-hubs');
const hub = require('./hub');

const connection = process.env.EVENTHUB_CONNECTION_STRING;

function consumer(t, text = connection, ...more) {
  const client = new EventHubConsumerClient('$Default', text, ...more);
  t.after(() => client.close());
  return client;
}

/** A device that has sent messages numbered from 0; its id and the partition that they are in. */
async function sender(t, name, count) {
  const { deviceId, client } = await hub.newClient(t, name);
  const send = async (number) => {
    const message = new Message(JSON.stringify({ number }));
    message.messageId = `m${number}`;
    message.contentType = 'application/json';
    message.contentEncoding = 'utf-8';
    message.properties.add('alarm', 'yes');
    await client.sendEvent(message);
  };
  for (let i = 0; i < count; i++) {
    await send(i);
  }
  return { deviceId, send };
}

/** Events of one device, from a start in each partition, until there are enough. */
function read(client, start, deviceId, count, options = {}) {
  return new Promise((resolve, reject) => {
    const events = [];
    const end = (finish) => subscription.close().then(finish, reject);
    const timer = setTimeout(() => end(() => reject(new Error(`${events.length} of ${count} came`))), 30000);
    const subscription = client.subscribe({
      processEvents: async (batch, context) => {
        const before = events.length;
        batch
          .filter((event) => event.systemProperties['iothub-connection-device-id'] === deviceId)
          .forEach((event) => events.push({ ...event, partition: context.partitionId, last: context.lastEnqueuedEventProperties }));
        if (before < count && events.length >= count) {
          clearTimeout(timer);
          end(() => resolve(events));
        }
      },
      processError: async (error) => { clearTimeout(timer); end(() => reject(error)); },
    }, { startPosition: start, maxWaitTimeInSeconds: 1, ...options });
  });
}

const numbers = (events) => events.map((event) => event.body.number);

test('events are read from the beginning, with all that the device sent', async (t) => {
  const { deviceId } = await sender(t, 'events', 5);
  const events = await read(consumer(t), earliestEventPosition, deviceId, 5, { trackLastEnqueuedEventProperties: true });
  assert.deepEqual(numbers(events), [0, 1, 2, 3, 4]);
  const [first] = events;
  assert.deepEqual(first.properties, { alarm: 'yes' });
  assert.equal(first.messageId, 'm0');
  assert.equal(first.contentType, 'application/json');
  assert.equal(first.systemProperties['iothub-message-source'], 'Telemetry');
  assert.equal(typeof first.systemProperties['iothub-enqueuedtime'], 'number');
  assert.ok(first.last.sequenceNumber >= first.sequenceNumber);
  assert.equal(new Set(events.map((event) => event.partition)).size, 1);
});

test('a reader begins at a number, behind it, at a time, or with what comes', async (t) => {
  const { deviceId, send } = await sender(t, 'starts', 5);
  const client = consumer(t);
  const [, , third] = await read(client, earliestEventPosition, deviceId, 5);
  const from = (position) => read(client, { [third.partition]: position }, deviceId, 2);
  assert.deepEqual(numbers(await from({ sequenceNumber: third.sequenceNumber })).slice(0, 2), [3, 4]);
  assert.deepEqual(numbers(await from({ sequenceNumber: third.sequenceNumber, isInclusive: true })).slice(0, 2), [2, 3]);
  assert.deepEqual(numbers(await from({ offset: third.offset })).slice(0, 2), [3, 4]);
  assert.deepEqual(numbers(await from({ enqueuedOn: third.enqueuedTimeUtc.getTime() - 60000 })).slice(0, 2), [0, 1]);
  const late = read(client, latestEventPosition, deviceId, 1);
  let number = 5;
  const timer = setInterval(() => send(number++), 300);
  try {
    assert.ok((await late)[0].body.number >= 5);
  } finally {
    clearInterval(timer);
  }
});

test('the event hub and its partitions are described', async (t) => {
  const client = consumer(t);
  const described = await client.getEventHubProperties();
  assert.deepEqual(described.partitionIds, ['0', '1', '2', '3']);
  const partition = await client.getPartitionProperties('0');
  assert.equal(typeof partition.lastEnqueuedSequenceNumber, 'number');
  await assert.rejects(client.getPartitionProperties('77'), /there is no partition '77'/);
});

test('a higher owner level takes the place of a lower one', async (t) => {
  const level = (ownerLevel, to) => consumer(t).subscribe('0', {
    processEvents: async () => to.initialized?.(),
    processError: async (error) => to.failed?.(error),
  }, { startPosition: latestEventPosition, maxWaitTimeInSeconds: 1, ownerLevel });
  let first;
  const stolen = new Promise((failed) => {
    const begun = new Promise((initialized) => { first = level(1, { initialized, failed }); });
    begun.then(() => { t.after(() => second.close()); });
    let second;
    begun.then(() => { second = level(2, {}); });
  });
  assert.match((await stolen).message, /with higher epoch of '2' is created/);
  await first.close();
});

for (const [name, text, options] of [
  ['with TLS', (plain) => plain.replace(';UseDevelopmentEmulator=true', '').replace(/:\d+;/, '/;')],
  ['by WebSocket', (plain) => plain.replace(';UseDevelopmentEmulator=true', '').replace(/:\d+;/, '/;'), { webSocketOptions: { webSocket: globalThis.WebSocket ?? require('ws') } }],
]) {
  test(`events are read ${name}`, async (t) => {
    const { deviceId } = await sender(t, 'tls', 2);
    const events = await read(consumer(t, text(connection), options ?? {}), earliestEventPosition, deviceId, 2);
    assert.deepEqual(numbers(events), [0, 1]);
  });
}

test('a wrong key is refused', async (t) => {
  const wrong = connection.replace(/SharedAccessKey=..../, 'SharedAccessKey=AAAA');
  const client = consumer(t, wrong, { retryOptions: { maxRetries: 0 } });
  await assert.rejects(client.getPartitionIds(), { code: 'UnauthorizedError' });
});
