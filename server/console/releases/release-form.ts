import type { ConsoleNewRelease, ReleasePreviewAsk } from '../../../src/contracts/release.ts';
import { BACK_END_FLAG } from '../../../src/domain/release/back-end-flag.ts';
import { releaseFault } from '../../../src/domain/release/release.ts';

type New = ConsoleNewRelease['release'];
type Audience = NonNullable<New['audience']>;

/** What somebody has written into the form so far; every field as it stands there. */
export type ReleaseForm = {
  id: string;
  /** Empty: by share of stores; a site: by share of the requests of its balancer. */
  canary: string;
  flag: string;
  variant: string;
  groups: string;
  formats: string;
  stores: string;
  stages: string;
  advance: 'hand' | 'time' | 'guards';
  soakHours: string;
  sales: string;
  needsApproval: boolean;
  isOfficeHours: boolean;
  /** As `datetime-local` writes it, in the time of the browser; empty: none. */
  startAt: string;
  cutoff: string;
  why: string;
};

/** As safe as can be: by hand, a day between stages, as the command has it. */
export const EMPTY_FORM: ReleaseForm = {
  id: '',
  canary: '',
  flag: '',
  variant: '',
  groups: '',
  formats: '',
  stores: '',
  stages: '10, 25, 50, 100',
  advance: 'hand',
  soakHours: '24',
  sales: '0',
  needsApproval: false,
  isOfficeHours: false,
  startAt: '',
  cutoff: '',
  why: '',
};

export type FormRead =
  | { ok: true; body: ConsoleNewRelease }
  /** `fault`: what is still missing or wrong, in a sentence. */
  | { ok: false; fault: string };

const HOUR_MS = 3_600_000;
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const STORE = /^\d{4}$/;

const listOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.replace(/%$/, ''))
    .filter((one) => one !== '');

const whole = (text: string): number | undefined =>
  /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined;

/** Pure. Percents of the stages; undefined where one is no whole percent. */
function percentsOf(text: string): number[] | undefined {
  const read = listOf(text).map((one) => whole(one));
  const known = read.flatMap((one) => (one === undefined || one < 1 || one > 100 ? [] : [one]));
  return known.length === read.length && known.length > 0 && known.length <= 20 ? known : undefined;
}

/** Pure. Whom it would reach, once that much of the form can be read. */
export function previewAsk(form: ReleaseForm): ReleasePreviewAsk | undefined {
  const percents = percentsOf(form.stages);
  const audience = audienceOf(form);
  return percents === undefined || typeof audience === 'string'
    ? undefined
    : { audience, percents };
}

function audienceOf({ groups, formats, stores }: ReleaseForm): Audience | string {
  const of = { groups: listOf(groups), formats: listOf(formats), stores: listOf(stores) };
  if (![...of.groups, ...of.formats].every((one) => NAME.test(one)))
    return 'Groups and formats are lower-case names, with commas between them.';
  if (!of.stores.every((one) => STORE.test(one)))
    return 'Stores are numbers of four figures, with commas between them.';
  return {
    ...(of.groups.length === 0 ? {} : { groups: of.groups }),
    ...(of.formats.length === 0 ? {} : { formats: of.formats }),
    ...(of.stores.length === 0 ? {} : { stores: of.stores }),
  };
}

function momentOf(text: string, nowMs: number): number | undefined | 'over' {
  if (text === '') return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || ms <= nowMs ? 'over' : ms;
}

/** Pure but for the time zone of the browser. The site judges by the same rules once more. */
export function readForm(form: ReleaseForm, nowMs: number): FormRead {
  const no = (fault: string): FormRead => ({ ok: false, fault });
  const percents = percentsOf(form.stages);
  const [soak, sales] = [whole(form.soakHours), whole(form.sales)];
  const audience = audienceOf(form);
  const [start, cutoff] = [momentOf(form.startAt, nowMs), momentOf(form.cutoff, nowMs)];
  if (form.id === '') return no('It needs a name.');
  const isCanary = form.canary !== '';
  if (!isCanary && (form.flag === '' || form.variant === ''))
    return no('Choose a flag and what it shall say.');
  if (percents === undefined) return no('Stages are whole percents, such as 10, 25, 50, 100.');
  if (soak === undefined || soak > 2160) return no('Hours between stages: 0 to 2160.');
  if (sales === undefined) return no('Sales before the next stage: a whole number.');
  if (typeof audience === 'string') return no(audience);
  if (start === 'over' || cutoff === 'over') return no('A time that you named is over.');
  if (start !== undefined && cutoff !== undefined && cutoff <= start)
    return no('It would be taken back before it starts.');
  const release: New = {
    id: form.id,
    ...(isCanary
      ? { kind: 'backend', compatible: true, site: form.canary }
      : {
          kind: form.flag === BACK_END_FLAG ? 'backend' : 'flags',
          flags: [{ key: form.flag, variant: form.variant }],
        }),
    audience,
    stages: percents.map((percent, i) => ({
      percent,
      advance: form.advance,
      min_soak_ms: soak * HOUR_MS,
      min_sales: sales,
      // The first few stores are the trial itself; what follows wants a second look.
      needs_approval: form.needsApproval && i > 0,
      business_hours: form.isOfficeHours,
    })),
    ...(start === undefined ? {} : { start_at_ms: start }),
    ...(cutoff === undefined ? {} : { cutoff_ms: cutoff }),
  };
  const asWhole = { guards: [], prerequisites: [], audience: {}, region: '', salt: '', ...release };
  const fault = releaseFault(asWhole);
  if (fault !== undefined) return no(`${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`);
  if (form.why.trim() === '') return no('Say why: it stands in the history.');
  return { ok: true, body: { why: form.why.trim(), release } };
}
