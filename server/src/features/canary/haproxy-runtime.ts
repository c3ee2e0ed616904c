import { connect } from 'node:net';
import type { Counted } from '../../../../src/domain/release/judge-canary.ts';
import type { Balancer } from './balancer.ts';

/** Names in `deploy/haproxy.cfg`. */
const KEY = 'share';
const CANARY = 'canary';
const CANARY_SERVER = 'canary1';
const CHAMPION = 'app';
const WHOLE = 'BACKEND';
/** It answers at once or not at all, ms. */
const WITHIN_MS = 2000;

/**
 * HAProxy by its runtime API (docs.haproxy.org/2.6/management.html, 9.3): the share is an entry of a map
 * that each request is drawn by; the numbers are its statistics as CSV. Throws where nobody answers.
 */
export function haproxyRuntime({ socket, map }: { socket: string; map: string }): Balancer {
  return {
    async share(percent) {
      const said = await command(socket, `set map ${map} ${KEY} ${percent}`);
      if (said.trim() === '') return;
      // A map that was emptied has no entry to change.
      const added = await command(socket, `add map ${map} ${KEY} ${percent}`);
      if (added.trim() !== '') throw new Error(`haproxy: ${added.trim()}`);
    },
    look: async () => readStats(await command(socket, 'show stat')),
  };
}

type Cell = (name: string) => string;

/** Pure. The canary and the champion in HAProxy's own CSV; undefined where there is no canary. */
export function readStats(csv: string): Awaited<ReturnType<Balancer['look']>> {
  const [names = [], ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => cellsOf(line.replace(/^# /, '')));
  const find = (px: string, sv: string): Cell | undefined => {
    const row = rows.find(([pxname, svname]) => pxname === px && svname === sv);
    return row && ((name) => row[names.indexOf(name)] ?? '');
  };
  const [canary, champion] = [find(CANARY, CANARY_SERVER), find(CHAMPION, WHOLE)];
  if (canary === undefined || champion === undefined) return undefined;
  return {
    isUp: canary('status').startsWith('UP'),
    // What was sent elsewhere in the same breath had no good answer here.
    canary: countedOf(canary, ['wredis', 'hrsp_5xx']),
    champion: countedOf(champion, ['hrsp_5xx', 'econ', 'eresp']),
  };
}

/** Texts with commas stand in quotes, and a quote in them is two. */
function cellsOf(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}

function countedOf(cell: Cell, failures: readonly string[]): Counted {
  const figure = (name: string): number => {
    const value = Number(cell(name));
    return Number.isSafeInteger(value) && value > 0 ? value : 0;
  };
  return {
    requests: figure('stot'),
    failed: failures.reduce((sum, name) => sum + figure(name), 0),
    refused: figure('hrsp_4xx'),
    meanMs: figure('rtime'),
  };
}

/** One command, one connection: HAProxy closes behind its answer. */
function command(socket: string, text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const line = connect(socket, () => line.write(`${text}\n`));
  let said = '';
  line.setTimeout(WITHIN_MS, () => line.destroy(new Error('haproxy does not answer')));
  line.setEncoding('utf8');
  line.on('data', (part: string) => (said += part));
  line.on('end', () => resolve(said));
  line.on('error', reject);
  return promise.finally(() => line.destroy());
}
