import { Type, type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { SignInTold, type AuditKind, type AuditRow } from '../../../../src/contracts/audit.ts';
import { BuildRow, ChampionRow } from '../../../../src/contracts/build-feed.ts';
import { OutageDrillStep } from '../../../../src/contracts/outage-drill.ts';
import { ParkedStep } from '../../../../src/contracts/parked-ops.ts';
import { ReleaseTransition } from '../../../../src/contracts/release.ts';
import { StoreCloseTold } from '../../../../src/contracts/store-day.ts';
import { CHAMPION } from '../../../../src/domain/release/back-end-flag.ts';
import { MACHINE } from '../../../../src/domain/release/machine-step.ts';
import { editWords, isEdit } from './edits-told.ts';

/** A row of the change logs as the database gives it. */
export type ChangeTold = {
  dataset: string;
  key: string;
  op: string;
  value: string | null;
  hlc: number;
  origin: string;
  n: number;
  author: string;
  at_ms: number;
  /** Of a flag: its row of before; undefined or null where there was none. */
  before?: string | null;
  /** Of a flag: a release wrote it with a step. */
  of_release?: boolean | null;
  /** Of an edit: so many keys of the dataset were written with it, `key` the first. */
  rows?: number | null;
};

/** Datasets that say what somebody did. */
export const AUDITED: Readonly<Record<string, AuditKind>> = {
  release: 'release',
  flag: 'flag',
  build: 'build',
  'store-close': 'close',
  'parked-step': 'parked',
  'outage-drill': 'drill',
  'sign-in': 'sign-in',
};

const Flag = Type.Object({
  state: Type.String(),
  variants: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  defaultVariant: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  targeting: Type.Optional(Type.Unknown()),
});

function reads<T extends TSchema>(schema: T): (row: ChangeTold) => Static<T> | undefined {
  const check = Compile(schema);
  return ({ value }) => {
    const read: unknown = value === null ? undefined : JSON.parse(value);
    return check.Check(read) ? read : undefined;
  };
}
const readBuild = reads(BuildRow);
const readChampion = reads(ChampionRow);
const readTransition = reads(ReleaseTransition);
const readStep = reads(ParkedStep);
const readClose = reads(StoreCloseTold);
const readDrill = reads(OutageDrillStep);
const readSignIn = reads(SignInTold);
const readFlag = reads(Flag);

type Said = Pick<AuditRow, 'who' | 'what' | 'why'>;

const STEPS: Readonly<Record<Static<typeof ReleaseTransition>['kind'], string>> = {
  created: 'created',
  approved: 'approved',
  started: 'started',
  widened: 'widened',
  forced: 'forced',
  held: 'held',
  resumed: 'resumed',
  'rolled-back': 'taken back',
  done: 'called done',
};

function ofRelease(row: ChangeTold): Said | undefined {
  const t = readTransition(row);
  if (t === undefined) return undefined;
  const way = t.before === t.after ? '' : `, ${t.before} % to ${t.after} %`;
  const stage = t.kind === 'approved' ? ` for stage ${(t.stage ?? 0) + 1}` : '';
  const who = t.by === 'machine' ? 'by itself' : t.who;
  return { who, what: `Release ${t.release} ${STEPS[t.kind]}${stage}${way}`, why: t.why };
}

/** Off, or the champion, and that for every store. */
const isSafe = ({ state, variants = {}, defaultVariant: name, targeting }: Static<typeof Flag>) =>
  state === 'DISABLED' ||
  (targeting === undefined &&
    name != null &&
    [false, 'off', CHAMPION].includes(variants[name] as string));

/** Somebody took the flag to its safe variant, which it was not at before (ADR 50). */
function isKill(row: ChangeTold, flag: Static<typeof Flag>): boolean {
  if (row.of_release === true || row.author === MACHINE || !isSafe(flag)) return false;
  const before = readFlag({ ...row, value: row.before ?? null });
  return before !== undefined && !isSafe(before);
}

function ofBuild(row: ChangeTold): Said | undefined {
  const who = personOfAuthor(row.author);
  const champion = readChampion(row);
  if (champion !== undefined && row.key === 'champion')
    return { who, what: `Build ${champion.version} made champion`, why: '' };
  const build = readBuild(row);
  return build && { who, what: `Build ${build.version} published`, why: '' };
}

function ofFlag(row: ChangeTold): Said {
  const { key, author, op } = row;
  const who = personOfAuthor(author);
  const flag = readFlag(row);
  if (op === 'del' || flag === undefined) return { who, what: `Flag ${key} removed`, why: '' };
  if (flag.state === 'DISABLED') return { who, what: `Kill switch: flag ${key} is off`, why: '' };
  if (isKill(row, flag))
    return {
      who,
      what: `Kill switch: flag ${key} says ${flag.defaultVariant} everywhere`,
      why: '',
    };
  const usual = flag.defaultVariant ?? 'what the till does by itself';
  const some = flag.targeting === undefined ? '' : '; other for some stores';
  return { who, what: `Flag ${key} says: ${usual}${some}`, why: '' };
}

function ofClose(row: ChangeTold): Said | undefined {
  const close = readClose(row);
  if (close === undefined) return undefined;
  const [store, day] = row.key.split('/');
  const missing = close.missing.length === 0 ? '' : `, without till ${close.missing.join(', ')}`;
  const what = `Day ${day} of store ${store} closed${missing}`;
  return { who: close.closed_by, what, why: close.note ?? '' };
}

function ofParked(row: ChangeTold): Said | undefined {
  const step = readStep(row);
  if (step === undefined) return undefined;
  const done = step.kind === 'resolved' ? 'resolved' : 'sent again';
  const what = `Operation set aside of till ${step.till}, store ${step.store}, ${done}`;
  return { who: step.who, what, why: step.note ?? '' };
}

function ofDrill(row: ChangeTold): Said | undefined {
  const step = readDrill(row);
  if (step === undefined) return undefined;
  const { drill, kind, stores, until_ms: until, at_ms: at } = step;
  const many = `${stores.length} ${stores.length === 1 ? 'store' : 'stores'}`;
  const minutes = Math.round((until - at) / 60_000);
  const what =
    kind === 'stopped'
      ? `Outage drill ${drill} of ${many} stopped`
      : `Outage drill ${drill}: the line of ${many} taken away for ${minutes} minutes`;
  return { who: step.who, what, why: step.why };
}

function ofSignIn(row: ChangeTold): Said | undefined {
  const told = readSignIn(row);
  if (told === undefined) return undefined;
  const who = told.name === '' ? told.subject : told.name;
  const role = told.role === 'it' ? 'IT' : 'store manager';
  return { who, what: told.kind === 'signed-in' ? `Signed in as ${role}` : 'Signed out', why: '' };
}

function ofEdit({ dataset, key, op, author, rows }: ChangeTold): Said | undefined {
  if (!isEdit(dataset)) return undefined;
  return { who: personOfAuthor(author), what: editWords(dataset, key, op, rows ?? 1), why: '' };
}

const SAYS: Readonly<Record<AuditKind, (row: ChangeTold) => Said | undefined>> = {
  release: ofRelease,
  flag: ofFlag,
  edit: ofEdit,
  build: ofBuild,
  close: ofClose,
  parked: ofParked,
  drill: ofDrill,
  'sign-in': ofSignIn,
};

const personOfAuthor = (author: string): string => author.replace(/^console:/, '');

/** Pure. A row of the logs as people read it; one that this version cannot read is still told of. */
export function auditRow(row: ChangeTold): AuditRow {
  const { hlc, origin, n, at_ms, author, dataset } = row;
  const kind = isEdit(dataset) ? 'edit' : (AUDITED[dataset] ?? 'flag');
  const unread: Said = { who: personOfAuthor(author), what: `${dataset}: ${row.key}`, why: '' };
  const said = SAYS[kind](row) ?? unread;
  return { id: `${hlc}.${origin}.${n}`, kind, at_ms, site: origin, ...said };
}
