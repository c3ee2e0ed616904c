import {
  DRILL_MINUTES,
  MOST_DRILL_STORES,
  type DrillStart,
} from '../../../src/contracts/outage-drill.ts';

/** What somebody has written so far. */
export type DrillForm = {
  stores: string;
  groups: string;
  formats: string;
  minutes: string;
  why: string;
};
export const EMPTY_DRILL: DrillForm = {
  stores: '',
  groups: '',
  formats: '',
  minutes: String(DRILL_MINUTES.usual),
  why: '',
};

type Audience = DrillStart['audience'];
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const STORE = /^\d{4}$/;

const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '');

/** Pure. Whose line it would be; a text says what is missing or wrong. */
export function drillAudience(form: DrillForm): Audience | string {
  const [stores, groups, formats] = [form.stores, form.groups, form.formats].map(listOf);
  if (stores === undefined || groups === undefined || formats === undefined) return '';
  if (stores.length + groups.length + formats.length === 0)
    return 'Name stores, groups or formats.';
  if (!stores.every((one) => STORE.test(one)))
    return 'Stores are numbers of four figures, with commas between them.';
  if (![...groups, ...formats].every((one) => NAME.test(one)))
    return 'Groups and formats are lower-case names, with commas between them.';
  return {
    ...(stores.length === 0 ? {} : { stores }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(formats.length === 0 ? {} : { formats }),
  };
}

/** Pure. The question to the site, once the stores are counted; a text says what is missing. */
export function readDrill(form: DrillForm, stores: number | undefined): DrillStart | string {
  const audience = drillAudience(form);
  if (typeof audience === 'string') return audience;
  const minutes = /^\d{1,2}$/.test(form.minutes.trim()) ? Number(form.minutes) : 0;
  const { least, most } = DRILL_MINUTES;
  if (minutes < least || minutes > most) return `Minutes: ${least} to ${most}.`;
  if (stores === undefined) return 'Counting the stores …';
  if (stores === 0) return 'No store is of this group.';
  if (stores > MOST_DRILL_STORES)
    return `These are ${stores} stores: a drill has ${MOST_DRILL_STORES} at most.`;
  const why = form.why.trim();
  return why === '' ? 'Say why: it stands in the audit.' : { audience, minutes, stores, why };
}
