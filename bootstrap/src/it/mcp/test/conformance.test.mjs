// The scenarios of the conformance suite that a server of tools without any of the suite's own tools can pass.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { bridge } from '../bridge.mjs';

const run = promisify(execFile);
const SUITE = new URL('../node_modules/.bin/conformance', import.meta.url).pathname;

for (const scenario of ['server-initialize', 'ping', 'tools-list', 'logging-set-level']) {
  test(`conformance: ${scenario}`, { timeout: 60_000 }, async () => {
    const server = await bridge(process.env.TWINHUB_PROGRAM, ['mcp']);
    try {
      const { stdout } = await run(SUITE, ['server', '--url', server.url, '--scenario', scenario], {
        cwd: mkdtempSync(join(tmpdir(), 'conformance-')),
        timeout: 50_000,
      });
      assert.match(stdout, /Passed: (\d+)\/\1, 0 failed/);
    } finally {
      server.close();
    }
  });
}
