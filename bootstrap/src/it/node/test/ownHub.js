'use strict';
// A hub of a test's own, from the built distribution, that can be stopped and started again.
const { execFileSync, spawn } = require('node:child_process');
const { createHmac } = require('node:crypto');
const { once } = require('node:events');
const { mkdtempSync, readFileSync } = require('node:fs');
const https = require('node:https');
const { tmpdir } = require('node:os');
const path = require('node:path');
const readline = require('node:readline');

const program = process.env.TWINHUB_PROGRAM;

class OwnHub {
  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'twinhub-'));
    this.environment = { ...process.env, TWINHUB_RUN: path.join(this.folder, 'run'), JAVA_TOOL_OPTIONS: '' };
    this.eventsPort = 0;
  }

  async start() {
    const ports = ['--https-port=0', '--mqtt-port=0', '--amqp-port=0', '--admin-port=0'];
    this.process = spawn(
      program,
      ['start', '--data', path.join(this.folder, 'data'), ...ports, `--events-port=${this.eventsPort}`, '-o', 'json'],
      { env: this.environment, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(readline.createInterface({ input: this.process.stdout }), 'line');
    this.facts = JSON.parse(line);
    this.eventsPort = this.facts.eventsPort;
    this.ca = readFileSync(this.facts.caFile);
  }

  async stop() {
    this.process.kill();
    await once(this.process, 'exit');
  }

  run(...args) {
    return execFileSync(program, args, { env: this.environment }).toString().trim();
  }

  events() {
    return this.run('connection-string', 'show', '--default-eventhub', '-o', 'value');
  }

  /** Registers a device; its connection string. */
  device(id) {
    this.run('device-identity', 'create', '-d', id);
    return this.run('device-identity', 'connection-string', 'show', '-d', id, '-o', 'value');
  }

  /** Sends a message to the cloud, as a device over HTTPS. */
  async send(device, body) {
    const [, host, id, key] = /HostName=([^;:]+)[^;]*;DeviceId=([^;]+);SharedAccessKey=(.+)/.exec(device);
    const resource = encodeURIComponent(`${host}/devices/${id}`);
    const expiry = Math.floor(Date.now() / 1000) + 600;
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(`${resource}\n${expiry}`).digest('base64');
    const authorization = `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}`;
    const request = https.request({
      host: '127.0.0.1', port: this.facts.httpsPort, ca: this.ca, method: 'POST',
      path: `/devices/${id}/messages/events?api-version=2021-04-12`, headers: { authorization },
    });
    request.end(JSON.stringify(body));
    const [response] = await once(request, 'response');
    response.resume();
    if (response.statusCode !== 204) {
      throw new Error(`status ${response.statusCode}`);
    }
  }
}

module.exports = { OwnHub };
