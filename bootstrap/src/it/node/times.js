'use strict';
// How long the Node.js SDK takes for a device's own calls, one after the other, against the hub that
// IOTHUB_CONNECTION_STRING names: node times.js [calls]
const { promisify } = require('node:util');
const { Client } = require('azure-iot-device');
const { Amqp, AmqpWs } = require('azure-iot-device-amqp');
const { Mqtt, MqttWs } = require('azure-iot-device-mqtt');
const hub = require('./test/hub');

const CALLS = Number(process.argv[2] ?? 1000);
const TRANSPORTS = { MQTT: Mqtt, MQTT_WS: MqttWs, AMQP: Amqp, AMQP_WS: AmqpWs };

async function time(name, call) {
  const millis = [];
  for (let i = -CALLS; i < CALLS; i++) {
    const start = performance.now();
    await call(i);
    if (i >= 0) millis.push(performance.now() - start);
  }
  millis.sort((a, b) => a - b);
  const at = (share) => millis[Math.floor(millis.length * share)].toFixed(2);
  console.log(`${name.padEnd(45)} median ${at(0.5)} ms, p99 ${at(0.99)} ms`);
}

async function main() {
  for (const [name, transport] of Object.entries(TRANSPORTS)) {
    const { connection } = await hub.newDevice('times');
    const client = Client.fromConnectionString(connection, transport);
    await client.open();
    const twin = await client.getTwin();
    const get = promisify(twin.get.bind(twin));
    await time(`Node, ${name}, getTwin`, () => get());
    const reported = twin.properties.reported;
    const update = promisify(reported.update.bind(reported));
    await time(`Node, ${name}, reported.update`, (temperature) => update({ temperature }));
    await client.close();
  }
  const { deviceId } = await hub.newDevice('times');
  await time('Node, HTTPS, Registry.getTwin', () => hub.registry.getTwin(deviceId));
}

main();
