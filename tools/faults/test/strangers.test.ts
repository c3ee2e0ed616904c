import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { failOver, heals, sellUntilMoved } from '../failover.ts';
import type { Fault } from '../fault-proxy.ts';
import { report } from '../fault-report.ts';
import { withScene, type Scene } from '../scene.ts';
import type { Spoken } from '../spoken-faults.ts';
import { good, stranger, TLS } from '../test-certificates.ts';

const region = inject('faultRegion');
/** Site A is out for five minutes, people are told, and it is not asked again. */
async function quarantined({ till }: Scene): Promise<void> {
  expect(till.state.current).toBe('B');
  expect(till.state.switches.map((s) => s.reason)).toEqual(['wrong-identity']);
  expect(till.alarms.map(({ kind, site }) => ({ kind, site }))).toEqual([
    { kind: 'wrong-identity', site: 'A' },
  ]);
  const health = till.state.health['A'];
  expect(health?.phase).toBe('quarantined');
  expect((health?.notBefore ?? 0) - till.clock.now()).toBeGreaterThan(4 * 60_000);
  const from = performance.now();
  const seq = await till.sell(3);
  await till.until('site B to hold them', 5000, () => holds(till, 'B', seq));
  expect(till.calls.filter((c) => c.site === 'A' && c.askedAt > from)).toEqual([]);
}

const holds = (till: Scene['till'], site: string, seq: number): boolean =>
  (till.state.streams.at(-1)?.evidence[site]?.contiguous ?? 0) >= seq;

test('EP6: a certificate nobody we trust signed: quarantined, switched, alarmed', async () => {
  await withScene(region, { tls: TLS }, async (scene) => {
    await scene.a.present(stranger);
    const ms = await sellUntilMoved(scene);
    await quarantined(scene);
    report({ id: 'EP6', fault: 'wrong certificate', did: 'quarantined, alarm', ms, goalMs: 1000 });
    await scene.a.present(good);
    await heals(scene);
  });
});

/** Another key signs what site A said of itself. */
function forged(_path: string, answer: Spoken): Spoken {
  if (!answer.body.toString().includes('"nonce_sig"')) return answer;
  const { privateKey } = generateKeyPairSync('ed25519');
  const said = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  said['nonce_sig'] = sign(null, Buffer.from('of another region'), privateKey).toString(
    'base64url',
  );
  return { ...answer, body: Buffer.from(JSON.stringify(said)) };
}

const named =
  (key: string, value: string) =>
  (_path: string, answer: Spoken): Spoken => {
    const said = JSON.parse(answer.body.toString() || '{}') as Record<string, unknown>;
    if (!(key in said)) return answer;
    return { ...answer, body: Buffer.from(JSON.stringify({ ...said, [key]: value })) };
  };

test.each<{ name: string; fault: Fault }>([
  { name: "hello signed by another region's key", fault: { alter: forged } },
  { name: 'answers in the name of another region', fault: { alter: named('region', 'na') } },
  { name: 'answers in the name of another site', fault: { alter: named('site', 'B') } },
  { name: '421 of a site of another region', fault: { send: { 'sync-region': 'na' } } },
])('EP6: $name: quarantined, switched, alarmed', async ({ name, fault }) => {
  await withScene(region, {}, async (scene) => {
    const ms = await failOver(scene, fault);
    await quarantined(scene);
    report({ id: 'EP6', fault: name, did: 'quarantined, alarm', ms, goalMs: 1000 });
    await heals(scene);
  });
});
