import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import { SiteStatus } from '../../src/contracts/site-status.ts';
import { a, admin, newTill, projected } from './shared-pair.ts';
import { saleLine, TODAY } from './test-sales.ts';

async function documents(query: Record<string, string>): Promise<string> {
  const { text } = await admin<string>(
    a,
    `/status/documents?${new URLSearchParams(query).toString()}`,
  );
  return text;
}

describe('what people see of a site', () => {
  test('status has its contract shape', async () => {
    const { body } = await admin(a, '/v1/admin/status');
    expect(Value.Errors(SiteStatus, body)).toEqual([]);
  });
  test('the frame is open under a strict policy; what it shows wants the token', async () => {
    const page = await fetch(`${a.url}/`);
    expect(await page.text()).toContain('Evertill eu site A');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${a.url}/status/live`)).status).toBe(401);
    expect((await fetch(`${a.url}/status/documents`)).status).toBe(401);
    expect((await fetch(`${a.url}/status/page.js`)).status).toBe(200);
  });
  test('a document is found by number, till, date and total, and its text cannot be markup', async () => {
    const till = newTill();
    till.add(saleLine(till, 98_765, { body: { doc_no: 'find<b>me_1' } }));
    till.add('nonsense');
    await till.push(a.url);
    await projected(a, till);
    for (const query of [
      { number: 'find<b>me_' },
      { till: till.identity.tillId, date: TODAY },
      { till: till.identity.till, amount: '987.65' },
      { amount: '987,65' },
    ]) {
      expect(await documents(query)).toContain('find&lt;b&gt;me_1');
    }
    expect(await documents({ number: 'find%' })).toContain('No document fits.');
    expect(await documents({ till: till.identity.tillId, amount: '987.66' })).toContain(
      'No document fits.',
    );
    const { text } = await admin<string>(a, '/status/live');
    expect(text).toContain(till.identity.tillId);
    expect(text).toContain('not JSON');
  });
  test('I14 peers-40 a till whose sales wait too long stands under what needs attention', async () => {
    const till = newTill();
    till.add(saleLine(till, 500));
    await till.push(a.url);
    await till.hello(a.url, { backlog: { waiting: 3, oldest_ms: 5 * 3_600_000, parked: 1 } });
    const { tillId } = till.identity;
    const mine = async (): Promise<string[]> => {
      const { body } = await admin<SiteStatus>(a, '/v1/admin/status');
      return body.alerts.filter((alert) => alert.till_id === tillId).map((alert) => alert.kind);
    };
    await expect.poll(mine).toEqual(['set-aside', 'waiting']);
    const { text } = await admin<string>(a, '/status/live');
    expect(text).toContain('the oldest sale that waits is from 5 h ago');
  });
  test('OpenAPI 3.1 names every route a till calls', async () => {
    const { body } = await admin<{ openapi: string; paths: Record<string, unknown> }>(
      a,
      '/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/sync/hello',
        '/v1/sync/ops',
        '/v1/sync/changes',
        '/v1/sync/snapshots/{ds}/{id}',
        '/v1/sync/segments/{hash}',
        '/v1/sync/events',
        '/v1/enrol',
        '/v1/admin/status',
      ]),
    );
  });
});
