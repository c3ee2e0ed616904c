/**
 * Planted faults: each re-opens one hole the design closes. The simulation must turn
 * red for every one of them, else it proves nothing about that rule. `find` must
 * stand in the file exactly once.
 */
export type Mutant = { id: string; rule: string; file: string; find: string; replace: string };

const core = 'src/sync/core/';
const site = 'src/sync/testing/sim-site.ts';
const world = 'src/sync/testing/simulation.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    id: 'delete after the first site answered',
    rule: 'promise 3',
    file: `${core}evidence.ts`,
    find: 'return Math.min(\n    ...required.map(',
    replace: 'return Math.max(\n    ...required.map(',
  },
  {
    id: 'a claim releases without being on our chain',
    rule: 'D3',
    file: `${core}evidence.ts`,
    find: 'if (e === undefined || !e.onChain || e.recovering) return 0;',
    replace: 'if (e === undefined || e.recovering) return 0;',
  },
  {
    id: 'a claim of an older incarnation still releases',
    rule: 'D4',
    file: `${core}absorb.ts`,
    find: 'return state.pastIncarnations[site]?.includes(incarnation) ?? false;',
    replace: 'return false;',
  },
  {
    id: 'a recovering site releases',
    rule: 'D6',
    file: `${core}evidence.ts`,
    find: '!e.onChain || e.recovering) return 0;',
    replace: '!e.onChain) return 0;',
  },
  {
    id: 'a watermark may not fall',
    rule: 'sync 2.4 rule 2',
    file: `${core}evidence.ts`,
    find: "if (claim.source === 'direct') return taken;",
    replace:
      "if (claim.source === 'direct') return known !== undefined && known.contiguous > claim.contiguous ? known : taken;",
  },
  {
    id: 'watermark from rows that are visible but not flushed',
    rule: 'H2',
    file: site,
    find: 'const copy = this.copy.rows.slice(0, this.copy.flushed);',
    replace: 'const copy = this.copy.rows;',
  },
  {
    id: 'unique index on the receiving copy',
    rule: 'H1',
    file: site,
    find: '    this.copy.rows.push(row);\n    this.applied += 1;',
    replace:
      '    if (this.copy.rows.some((r) => r.opId === row.opId)) { this.applyStuck = true; return; }\n    this.copy.rows.push(row);\n    this.applied += 1;',
  },
  {
    id: 'a restored site serves without anti-entropy',
    rule: 'H3, D5',
    file: world,
    find: 'if (this.a.recovering) antiEntropy(this.a, this.b);\n    if (this.b.recovering) antiEntropy(this.b, this.a);',
    replace: 'this.a.recovering = false;\n    this.b.recovering = false;',
  },
  {
    id: 'a restored site keeps its incarnation',
    rule: 'D4',
    file: site,
    find: '    this.lives += 1;',
    replace: '',
  },
  {
    id: 'a lost slot is made again without copying what it missed',
    rule: 'H5',
    file: site,
    find: '  crash(): void {\n    this.up = false;',
    replace: '  crash(): void {\n    this.applied += 1;\n    this.up = false;',
  },
  {
    id: 'the site does not check the chain',
    rule: 'D3',
    file: 'src/domain/oplog/advance-heads.ts',
    find: 'const next = children.get(`${head.seq + 1}:${head.opId}`);',
    replace: 'const next = [...children].find(([k]) => k.startsWith(`${head.seq + 1}:`))?.[1];',
  },
  {
    id: 'a void is never tried, so the queue waits behind one op',
    rule: 'D9, I8',
    file: `${core}trouble.ts`,
    find: "trouble: { ...trouble, refusedBy, form: 'void', attempts: 0 } });",
    replace: "trouble: { ...trouble, refusedBy: [], form: 'plain', attempts: 0 } });",
  },
  {
    id: 'one refusal is enough to give up on an op',
    rule: 'D9',
    file: `${core}trouble.ts`,
    find: 'if (trouble.attempts < patience) return keep({ ...stream, batchOps: 1, trouble });',
    replace: "return keep({ ...stream, trouble: { ...trouble, form: 'void' } });",
  },
  {
    id: 'the new site is believed to hold what the old one held',
    rule: 'sync 3, in-flight batch on switch',
    file: `${core}next-job.ts`,
    find: 'const e = stream.evidence[site];\n  if (e === undefined || e.source',
    replace:
      'const e = Object.values(stream.evidence).sort((x, y) => y.contiguous - x.contiguous)[0];\n  if (e === undefined || e.source',
  },
  {
    id: 'a failed hello is never tried again',
    rule: 'EP, timer-driven loop',
    file: `${core}site-answered.ts`,
    find: 'next = { ...next, streams: next.streams.map((x) => helloAt(x, f.site, health.notBefore)) };',
    replace:
      'next = { ...next, streams: next.streams.map((x) => ({ ...x, nextHello: { ...x.nextHello, [f.site]: Number.MAX_SAFE_INTEGER } })) };',
  },
  {
    id: 'one timer is forgotten after an answer',
    rule: 'EP, watchdog',
    file: `${core}sync-runner.ts`,
    find: "      this.dispatch({ type: 'tick' }),\n    );",
    replace:
      "      event.type === 'ops-done' ? undefined : this.dispatch({ type: 'tick' }),\n    );",
  },
  {
    id: 'a laggard is not topped up and its link was cut with the slot',
    rule: 'sync 2.4 rule 5',
    file: world,
    find: 'while (to.applied < from.own.flushed && !to.applyStuck) {',
    replace: 'while (false as boolean) {',
  },
  {
    id: 'the sale is told before its journal line',
    rule: 'D11, H6',
    file: `${core}commit.ts`,
    find: 'const journal = await this.writeJournal({ stream, op, pending });',
    replace:
      "const journal: JournalOutcome = { journal: 'synced', journalNext: '' };\n    void this.ports.clock.wakeAt(this.ports.clock.now() + 500, () => void this.writeJournal({ stream, op, pending }));",
  },
  {
    id: 'start-up does not take the journal back in',
    rule: 'D12, H6',
    file: `${core}start-up.ts`,
    find: '? await repairDisks(p, before.streams, opened.value.heads)',
    replace: '? await repairDisks(p, [], [])',
  },
  {
    id: 'the branch of copies that went apart is left in the journal',
    rule: 'D9',
    file: `${core}repair-disks.ts`,
    find: 'if (kept.some((s) => s.headOpId === head.headOpId)) return;',
    replace: 'if (kept.length >= 0) return;',
  },
  {
    id: 'the marker is written and never read',
    rule: 'D12, D13',
    file: `${core}start-up.ts`,
    find: "return isBehind(p, last, marker) ? 'store-lost' : undefined;",
    replace: 'return undefined;',
  },
  {
    id: 'a stream of the machine that came later is sold on',
    rule: 'RP8, D13',
    file: `${core}start-up.ts`,
    find: 'const last = mains.findLast((s) => !s.closed && !isLaterMachine(p, s));',
    replace: 'const last = mains.findLast((s) => !s.closed);',
  },
  {
    id: 'lines that came back from a site move the marker',
    rule: 'RP9, D13',
    file: 'src/sync/testing/memory-journal.ts',
    find: '!stream.closed &&',
    replace: '',
  },
  {
    id: 'an op that no site answers for holds its stream for ever',
    rule: 'I8, RF6',
    file: `${core}trouble.ts`,
    find: "if (next.line === 'passes')\n",
    replace: "if (next.line === 'passes' && times < 0)\n",
  },
  {
    id: 'what is behind a refused op waits for the other site',
    rule: 'I8, I2',
    file: `${core}next-job.ts`,
    find: "if (isRefused || trouble.line === 'passes') {",
    replace: 'if (isRefused && from < 0) {',
  },
  {
    id: 'a till that lost its database forgets what was parked',
    rule: 'D9',
    file: `${core}own-ops.ts`,
    find: 'if (told.voided.length === 0) return;',
    replace: 'if (told.voided.length >= 0) return;',
  },
  {
    id: 'a fork keeps only the first branch',
    rule: 'D9',
    file: site,
    find: 'const fresh = rows.filter((r) => !held.has(r.opId));',
    replace:
      'const fresh = rows.filter((r) => !held.has(r.opId) && !this.own.rows.some((o) => o.stream === r.stream && o.seq === r.seq));',
  },
];
