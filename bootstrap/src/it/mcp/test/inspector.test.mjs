// The protocol's inspector as a client, which starts the server itself. It hands on only some variables of the
// environment, as editors do.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSPECTOR = new URL('../node_modules/.bin/mcp-inspector', import.meta.url).pathname;

async function inspect(options, ...args) {
  const environment = Object.keys(process.env)
    .filter((name) => name === 'TWINHUB_RUN' || name === 'JAVA_HOME')
    .flatMap((name) => ['-e', `${name}=${process.env[name]}`]);
  const command = ['--cli', ...environment, process.env.TWINHUB_PROGRAM, 'mcp', ...options, ...args];
  const { stdout } = await run(INSPECTOR, command, { timeout: 50_000 }).catch((failed) => failed);
  return JSON.parse(stdout.replace(/\n\{"error":.*\n?$/s, ''));
}

const call = (options, tool, ...args) =>
  inspect(
    options,
    '--method',
    'tools/call',
    '--tool-name',
    tool,
    ...args.flatMap((arg) => ['--tool-arg', arg]),
  );

test('the inspector lists tools that read', { timeout: 60_000 }, async () => {
  const { tools } = await inspect([], '--method', 'tools/list');
  assert.ok(tools.some((tool) => tool.name === 'show_twin'));
  assert.ok(tools.every((tool) => tool.annotations.readOnlyHint));
});

test('with --write it lists the others too', { timeout: 60_000 }, async () => {
  const { tools } = await inspect(['--write'], '--method', 'tools/list');
  assert.ok(tools.some((tool) => tool.name === 'patch_twin'));
});

test('a device that is created can be found, and is shown without its key', { timeout: 90_000 }, async () => {
  const created = await call(['--write'], 'create_device', 'deviceId=inspected');
  assert.equal(created.structuredContent.deviceId, 'inspected');
  const shown = await call([], 'show_device', 'deviceId=inspected');
  assert.equal(shown.structuredContent.authentication.type, 'sas');
  assert.ok(!JSON.stringify(shown).includes('Key'));
  const { structuredContent } = await call([], 'query', "sql=SELECT deviceId FROM devices WHERE deviceId = 'inspected'");
  assert.deepEqual(structuredContent.rows, [{ deviceId: 'inspected' }]);
});

test('a refusal is an answer of the tool', { timeout: 60_000 }, async () => {
  const refused = await call([], 'show_twin', 'deviceId=nobody');
  assert.equal(refused.isError, true);
  assert.equal(refused.content[0].text, '404 Device nobody not registered');
});
