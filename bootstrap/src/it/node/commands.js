'use strict';
// What the Node.js rows of the SDK matrix do with direct methods, cloud-to-device messages and telemetry.
const { setTimeout: sleep } = require('node:timers/promises');
const { isDeepStrictEqual } = require('node:util');
const { EventHubConsumerClient, earliestEventPosition } = require('@azure/event-hubs');
const { Amqp: ServiceAmqp, Client: ServiceClient } = require('azure-iothub');
const { Message } = require('azure-iot-common');
const hub = require('./test/hub');

const CALL_MS = 20_000;
const RESPONSE_SECONDS = 10;

/** The shortest that a service takes. */
const RESPONSE_SECONDS_MIN = 5;
const NAME = 'comp*echo';
const MUTE = 'mute';
const PAYLOADS = [{ 'a b': [1, null, 'ü'], c: {} }, 'a/b "c"', null, undefined, 0, false, []];
const PROPERTIES = { kind: 'a b/c', path: '/x y/%41+&=?#ü', 'p~q': '1' };

/** What a promise brings, or an error when it takes too long: the SDK waits for ever on its own. */
function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const called = (call) =>
  new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

/** Ends when a condition holds. */
async function until(condition, what) {
  const end = Date.now() + CALL_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await sleep(10);
  }
}

function requireSame(what, found, wanted) {
  if (!isDeepStrictEqual(found, wanted)) {
    throw new Error(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  }
}

/** What a header says in UTF-8: Node reads each byte as a character. */
const ofHeader = (text) => (text === undefined ? undefined : Buffer.from(text, 'latin1').toString('utf8'));

/** A back end that sends, and reads all feedback. */
class BackEnd {
  constructor(Transport = ServiceAmqp) {
    this.client = ServiceClient.fromConnectionString(hub.connectionString, Transport);
    this.records = new Map();
    this.count = 0;
  }

  async open() {
    await within(CALL_MS, 'open', this.client.open());
  }

  async readFeedback() {
    const receiver = await within(CALL_MS, 'a feedback receiver', called((done) => this.client.getFeedbackReceiver(done)));
    receiver.on('errorReceived', () => {});
    receiver.on('message', (batch) => {
      JSON.parse(batch.getData().toString()).forEach((record) => this.records.set(record.originalMessageId, record));
      receiver.complete(batch, () => {});
    });
  }

  /** Sends a text with all kinds of properties; its message id. */
  async send(deviceId, text) {
    const message = new Message(text);
    message.messageId = `${deviceId}-${++this.count}`;
    message.correlationId = 'c/1 2';
    message.ack = 'full';
    Object.entries(PROPERTIES).forEach(([name, value]) => message.properties.add(name, value));
    await within(CALL_MS, 'sending', called((done) => this.client.send(deviceId, message, done)));
    return message.messageId;
  }

  async requireFeedback(deviceId, messageId, status) {
    await until(() => this.records.has(messageId), `feedback on ${messageId}`);
    const record = this.records.get(messageId);
    requireSame('feedback', [record.deviceId, record.statusCode], [deviceId, status]);
  }

  async invoke(deviceId, moduleId, method) {
    const who = moduleId ? [deviceId, moduleId] : [deviceId];
    const { result } = await within(CALL_MS, 'a call', this.client.invokeDeviceMethod(
      ...who, { responseTimeoutInSeconds: RESPONSE_SECONDS, connectTimeoutInSeconds: RESPONSE_SECONDS, ...method }));
    return result;
  }

  /** The error of a call or message that is to fail. */
  async requireRefused(name, promise) {
    const error = await promise.then(() => undefined, (failure) => failure);
    if (!`${error?.name} ${error?.responseBody} ${error?.message}`.includes(name)) {
      throw new Error(`refused with ${error?.name}: ${error?.message}, not with ${name}`);
    }
  }

  close() {
    return within(CALL_MS, 'close', this.client.close()).catch(() => {});
  }
}

/** A device or module that answers methods, and its back end. */
class Answering {
  constructor(client, backEnd, deviceId, moduleId) {
    Object.assign(this, { client, backEnd, deviceId, moduleId });
  }

  async methods() {
    const on = (name, answer) => (this.moduleId ? this.client.onMethod(name, answer) : this.client.onDeviceMethod(name, answer));
    on(NAME, (request, response) => response.send(207, request.payload, () => {}));
    on(MUTE, (_, response) => response.send(-1, () => {}));
    await Promise.all(PAYLOADS.map((payload) => this.echo(payload)));
    requireSame('an answer without payload', await this.invoke({ methodName: MUTE }), { status: -1, payload: null });
  }

  invoke(method) {
    return this.backEnd.invoke(this.deviceId, this.moduleId, method);
  }

  async echo(payload) {
    const answer = await this.invoke({ methodName: NAME, payload });
    requireSame('an answer', answer, { status: 207, payload: payload === undefined ? null : payload });
  }

  /** The SDK does not answer what has no handler. */
  async unknownMethod() {
    await this.backEnd.requireRefused('Timed out waiting for the response from device',
      this.invoke({ methodName: 'nobody', responseTimeoutInSeconds: RESPONSE_SECONDS_MIN }));
  }
}

/** A device that receives messages, and its back end. */
class Receiving {
  constructor(client, backEnd, deviceId) {
    Object.assign(this, { client, backEnd, deviceId, received: [], ends: new Map() });
  }

  listen() {
    if (this.settle) return;
    this.settle = 'complete';
    this.client.on('message', (message) => {
      const settle = this.settle;
      this.received.push(message);
      this.settle = 'complete';
      this.settled = called((done) => this.client[settle](message, done));
      this.settled.catch(() => {});
    });
  }

  /** Receives the next message, with all of its parts, and does with it as a word says. */
  async receive(text, settle) {
    this.listen();
    this.received.length = 0;
    this.settle = settle;
    const id = await this.backEnd.send(this.deviceId, text);
    await until(() => this.received.length > 0, 'a message');
    this.requireAll(text, id);
    await within(CALL_MS, settle, this.settled);
    return id;
  }

  requireAll(text, id) {
    const [message] = this.received;
    requireSame('the body', message.getData().toString(), text);
    requireSame('the ids', [message.messageId, message.correlationId], [id, 'c/1 2']);
    for (const [name, value] of Object.entries(PROPERTIES)) {
      const { propertyList } = message.properties;
      const found = propertyList.find(({ key }) => key === name)?.value
        ?? ofHeader(propertyList.find(({ key }) => key === `iothub-app-${name}`)?.value);
      requireSame(`property ${name}`, found, value);
    }
  }

  async messages() {
    this.ends.set(await this.receive('a b/c', 'complete'), 'Success');
    this.ends.set(await this.receive('', 'complete'), 'Success');
  }

  async abandonAndReject() {
    const again = await this.receive('again', 'abandon');
    await until(() => this.received.length > 1, 'the message once more');
    this.ends.set(again, 'Success');
    this.ends.set(await this.receive('bad', 'reject'), 'Rejected');
  }

  /** What the sender is told of all these messages; feedback takes a second, so it is asked last. */
  async requireFeedback() {
    for (const [id, status] of this.ends) await this.backEnd.requireFeedback(this.deviceId, id, status);
  }
}

/** Reads all events of the hub, by their message ids. */
class Events {
  constructor() {
    this.client = new EventHubConsumerClient('$Default', process.env.SDK_MATRIX_EVENTS);
    this.seen = new Map();
    this.count = 0;
    this.client.subscribe({
      processEvents: async (events) => events.forEach((event) => this.seen.set(event.messageId, event)),
      processError: async (error) => console.error(error),
    }, { startPosition: earliestEventPosition });
  }

  /** Sends a message with all of its parts, and finds it among the events. */
  async telemetry(client, deviceId, moduleId) {
    const body = { t: 21.5, 'ü': '°C' };
    const message = new Message(JSON.stringify(body));
    message.messageId = `of ${deviceId} ${++this.count}`;
    message.correlationId = 'c/1 2';
    message.contentType = 'application/json';
    message.contentEncoding = 'utf-8';
    Object.entries(PROPERTIES).forEach(([name, value]) => message.properties.add(name, value));
    await within(CALL_MS, 'a message', client.sendEvent(message));
    await until(() => this.seen.has(message.messageId), 'an event');
    const event = this.seen.get(message.messageId);
    requireSame('the body', event.body, body);
    requireSame('the properties', event.properties, PROPERTIES);
    requireSame('the content type', event.contentType, 'application/json');
    requireSame('the correlation id', event.correlationId, 'c/1 2');
    requireSame('the sender',
      [event.systemProperties['iothub-connection-device-id'], event.systemProperties['iothub-connection-module-id']],
      [deviceId, moduleId]);
    requireSame('the source', event.systemProperties['iothub-message-source'], 'Telemetry');
  }
}

module.exports = { Answering, BackEnd, Events, Receiving, called, within };
