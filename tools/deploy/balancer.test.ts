import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get as plainGet } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { freePort } from '../region/free-port.ts';
import { waitUntil } from '../region/wait-until.ts';
import { balancerEnv, HAPROXY_CFG, writeTlsFile } from './balancer.ts';
import { findDebianTool } from './debian-tool.ts';
import { startNameServer } from './name-server.ts';

const haproxy = findDebianTool('haproxy');

function without(context: TestContext, skipReason: string): never {
  Object.assign(context.task.meta, { skipReason });
  return context.skip(skipReason);
}

/** The status, or the word of the failure. */
async function answerOf(ask: typeof get, url: string, options: RequestOptions): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const request = ask(url, options, (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  });
  request.once('error', (error) => resolve(error.message));
  return promise.finally(() => request.destroy());
}

test('DP1: as an operator starts it, tills are met with TLS 1.3 and with nothing less', async (context) => {
  if (typeof haproxy === 'string') return without(context, haproxy);
  const dir = mkdtempSync(path.join(tmpdir(), 'evertill-balancer-'));
  const { file, cert: ca } = writeTlsFile(dir);
  const port = await freePort();
  const apps = [await freePort(), await freePort(), await freePort()] as const;
  const at = { public: port, inside: await freePort(), metrics: await freePort(), apps };
  const { EVERTILL_PUBLIC_PLAIN: address, ...others } = balancerEnv(at);
  const tls = { EVERTILL_PUBLIC: address, EVERTILL_TLS_FILE: file };
  const env = { ...process.env, ...haproxy.env, ...others, ...tls };
  const child = spawn(haproxy.command, ['-db', '-f', HAPROXY_CFG], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    // Nobody stands behind it: 503 is its own word.
    await waitUntil('TLS', 10_000, async () =>
      (await answerOf(get, `https://127.0.0.1:${port}/readyz`, { ca })) === 503 ? true : undefined,
    );
    const old = { ca, maxVersion: 'TLSv1.2' } as const;
    expect(await answerOf(get, `https://127.0.0.1:${port}/readyz`, old)).toMatch(/version/i);
    expect(await answerOf(plainGet, `http://127.0.0.1:${port}/readyz`, {})).not.toBe(503);
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
});

test('DP2: an app server whose name nobody has yet is found once it is there', async (context) => {
  if (typeof haproxy === 'string') return without(context, haproxy);
  const names = await startNameServer();
  const app = createServer((_request, reply) => reply.end()).listen(0, '127.0.0.1');
  await once(app, 'listening');
  const apps = [await freePort(), await freePort(), await freePort()] as const;
  const at = {
    public: await freePort(),
    inside: await freePort(),
    metrics: await freePort(),
    apps,
  };
  const containers = {
    EVERTILL_HAPROXY_DNS: `127.0.0.1:${names.port}`,
    EVERTILL_APP_1: `app1.evertill.test:${(app.address() as AddressInfo).port}`,
  };
  const env = { ...process.env, ...haproxy.env, ...balancerEnv(at), ...containers };
  const child = spawn(haproxy.command, ['-db', '-f', HAPROXY_CFG], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const answers = (status: number): Promise<true> =>
    waitUntil(`an answer with ${status}`, 15_000, async () => {
      const answer = await fetch(`http://127.0.0.1:${at.public}/readyz`);
      return answer.status === status ? true : undefined;
    });
  try {
    await answers(503);
    names.known.add('app1.evertill.test');
    await answers(200);
  } finally {
    child.kill('SIGKILL');
    await ended;
    app.closeAllConnections();
    app.close();
    names.close();
  }
});
