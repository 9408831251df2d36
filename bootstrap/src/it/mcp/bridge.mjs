// Lets the conformance suite, which speaks HTTP only, talk to a server on standard input and output: each POST is a
// line, and the answer is the line with the same id.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

export async function bridge(program, args) {
  let child;
  const waiting = new Map();
  const stop = () => child?.stdin.end();
  const restart = () => {
    stop();
    child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    // Whoever waits for a server that has gone is answered with what is not an answer.
    child.on('exit', () => waiting.forEach((done) => done('the server has ended')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line);
      waiting.get(answer.id)?.(line);
      waiting.delete(answer.id);
    });
  };
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    let body = '';
    for await (const part of request) body += part;
    const message = JSON.parse(body);
    if (message.method === 'initialize') restart();
    const answer = message.id === undefined ? undefined : new Promise((done) => waiting.set(message.id, done));
    child.stdin.write(`${JSON.stringify(message)}\n`);
    if (answer === undefined) {
      response.writeHead(202).end();
    } else {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(await answer);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/mcp`,
    close: () => {
      stop();
      server.closeAllConnections();
      server.close();
    },
  };
}
