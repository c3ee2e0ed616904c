import { parseArgs } from 'node:util';
import type { NewRelease, ReleaseAct } from '../../src/contracts/release.ts';
import { BACK_END_FLAG } from '../../src/domain/release/back-end-flag.ts';
import { badInput } from './demo-error.ts';
import { isRegion, REGIONS, type Region } from './demo-home.ts';

const USAGE =
  'npm run release -- list | show ID | start ID [--flag KEY --variant on | --build VERSION | --canary A] [--stages 10,25,50,100 ' +
  '--stores 0417,0418 --groups G --formats F --soak HOURS --advance hand|time|guards --approval ' +
  '--office-hours --sales N --at TIME --cutoff TIME] | widen|hold|resume|rollback|finish ID | ' +
  'approve|force ID --stage N [--who NAME] [--why TEXT] [--region eu|na]';

const OPTIONS = {
  region: { type: 'string' },
  who: { type: 'string' },
  why: { type: 'string' },
  stage: { type: 'string' },
  flag: { type: 'string' },
  variant: { type: 'string', default: 'on' },
  build: { type: 'string' },
  canary: { type: 'string' },
  stages: { type: 'string', default: '10,25,50,100' },
  stores: { type: 'string' },
  groups: { type: 'string' },
  formats: { type: 'string' },
  soak: { type: 'string', default: '24' },
  sales: { type: 'string', default: '0' },
  advance: { type: 'string', default: 'hand' },
  approval: { type: 'boolean', default: false },
  'office-hours': { type: 'boolean', default: false },
  at: { type: 'string' },
  cutoff: { type: 'string' },
} as const;

const HOUR_MS = 3_600_000;
const ACTIONS: readonly ReleaseAct['action'][] = [
  'approve',
  'start',
  'widen',
  'force',
  'hold',
  'resume',
  'rollback',
  'finish',
];

/** One question to head office's admin API; GET without a body. */
export type AdminAsk = { path: string; body?: NewRelease | ReleaseAct };
type Values = ReturnType<typeof read>['values'];

/** What a command asks head office, in order. Throws one line with the usage for anything else. */
export function readReleaseArgs(
  argv: readonly string[],
  user: string,
  nowMs: number,
): { region: Region | undefined; asks: AdminAsk[] } {
  const { values, positionals } = read(argv);
  const [verb = '', id] = positionals;
  const { region } = values;
  if (region !== undefined && !isRegion(region))
    throw badInput(`unknown region "${region}": use ${REGIONS.join(' or ')}`);
  const list = '/v1/admin/releases';
  if (verb === 'list' && positionals.length === 1) return { region, asks: [{ path: list }] };
  if (id === undefined || positionals.length > 2) throw badInput(`usage: ${USAGE}`);
  const one = `${list}/${encodeURIComponent(id)}`;
  if (verb === 'show') return { region, asks: [{ path: one }] };
  const action = ACTIONS.find((known) => known === verb);
  if (action === undefined) throw badInput(`usage: ${USAGE}`);
  const by = { who: values.who ?? user, why: values.why ?? `${verb} by command` };
  const stage = values.stage === undefined ? {} : { stage: whole(values.stage, 'stage') - 1 };
  const act = { path: `${one}/act`, body: { ...by, action, ...stage } };
  const what = brought(values);
  if (action !== 'start' || what === undefined) return { region, asks: [act] };
  const create = {
    path: list,
    body: { ...by, release: newRelease(id, what, values, nowMs) },
  };
  // What has a time of its own starts by itself.
  return { region, asks: values.at === undefined ? [create, act] : [create] };
}

type Brought = Pick<NewRelease['release'], 'kind' | 'flags' | 'build' | 'compatible' | 'site'>;

/** What a new release brings; undefined: nothing new is made. */
function brought({ flag, variant, build, canary }: Values): Brought | undefined {
  if ([flag, build, canary].filter((one) => one !== undefined).length > 1)
    throw badInput('a release brings a flag, a build or a canary, not two of them');
  // Who writes a site down says that old and new may answer one till in turn.
  if (canary !== undefined) return { kind: 'backend', compatible: true, site: canary };
  if (build !== undefined) return { kind: 'build', build };
  if (flag === undefined) return undefined;
  const kind = flag === BACK_END_FLAG ? 'backend' : 'flags';
  return { kind, flags: [{ key: flag, variant }] };
}

function newRelease(
  id: string,
  what: Brought,
  values: Values,
  nowMs: number,
): NewRelease['release'] {
  const advance = advanceOf(values.advance);
  const of = (text: string | undefined): string[] | undefined => text?.split(',');
  const [stores, groups, formats] = [of(values.stores), of(values.groups), of(values.formats)];
  const stages = values.stages.split(',').map((text, i) => ({
    percent: whole(text, 'a stage'),
    advance,
    min_soak_ms: whole(values.soak, 'soak') * HOUR_MS,
    min_sales: whole(values.sales, 'sales'),
    // The first few stores are the trial itself; what follows wants a second look.
    needs_approval: values.approval && i > 0,
    business_hours: values['office-hours'],
  }));
  return {
    id,
    ...what,
    audience: {
      ...(stores === undefined ? {} : { stores }),
      ...(groups === undefined ? {} : { groups }),
      ...(formats === undefined ? {} : { formats }),
    },
    stages,
    ...(values.at === undefined ? {} : { start_at_ms: moment(values.at, nowMs) }),
    ...(values.cutoff === undefined ? {} : { cutoff_ms: moment(values.cutoff, nowMs) }),
  };
}

function advanceOf(text: string): 'hand' | 'time' | 'guards' {
  if (text === 'hand' || text === 'time' || text === 'guards') return text;
  throw badInput('--advance is hand, time or guards');
}

function whole(text: string, what: string): number {
  if (!/^\d{1,6}$/.test(text)) throw badInput(`${what} is a whole number, not "${text}"`);
  return Number(text);
}

function moment(text: string, nowMs: number): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw badInput(`"${text}" is no time: write 2026-11-23T09:00:00Z`);
  if (ms <= nowMs) throw badInput(`${text} is over`);
  return ms;
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch {
    throw badInput(`usage: ${USAGE}`);
  }
}
