'use strict';
// An event processor of @azure/event-hubs, unchanged, and a hub that is stopped and started.
const assert = require('node:assert/strict');
const { test } = require('node:test');
const { EventHubConsumerClient, earliestEventPosition } = require('@azure/event-hubs');
const { OwnHub } = require('./ownHub');

/** Checkpoints in memory. */
function checkpointStore() {
  const checkpoints = new Map();
  const owners = new Map();
  return {
    listOwnership: async () => [...owners.values()],
    claimOwnership: async (claimed) => claimed.map((one) => {
      const owned = { ...one, etag: String(Math.random()), lastModifiedTimeInMs: Date.now() };
      owners.set(one.partitionId, owned);
      return owned;
    }),
    updateCheckpoint: async (checkpoint) => { checkpoints.set(checkpoint.partitionId, checkpoint); },
    listCheckpoints: async () => [...checkpoints.values()],
  };
}

test('a processor goes on from its checkpoint after it and the hub were stopped', async (t) => {
  const own = new OwnHub();
  await own.start();
  t.after(() => own.stop());
  const store = checkpointStore();
  const read = [];
  const process = async (count) => {
    // By default a processor takes one more partition every ten seconds.
    const client = new EventHubConsumerClient('$Default', own.events(), store, {
      loadBalancingOptions: { strategy: 'greedy', updateIntervalInMs: 1000 },
    });
    const subscription = client.subscribe({
      processEvents: async (events, context) => {
        for (const event of events) {
          read.push(event.body);
        }
        if (events.length > 0) {
          await context.updateCheckpoint(events[events.length - 1]);
        }
      },
      processError: async () => {},
    }, { startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 });
    for (let i = 0; i < 300 && read.length < count; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await subscription.close();
    await client.close();
    assert.equal(read.length, count);
  };
  const device = own.device('restart');
  const send = async (from) => {
    for (let i = from; i < from + 10; i++) {
      await own.send(device, i);
    }
  };
  await send(0);
  await process(10);
  await send(10);
  await own.stop();
  await own.start();
  await process(20);
  assert.deepEqual(read, Array.from({ length: 20 }, (_, i) => i));
});
