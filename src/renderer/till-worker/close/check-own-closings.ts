import type { Sha256 } from '../../../domain/oplog/op-id.ts';
import { deriveOpId } from '../../../domain/oplog/op-id.ts';
import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { Op } from '../../../contracts/op.ts';
import { parse, parseJson } from '../../../contracts/parse.ts';
import { firstBadClosing } from '../../../domain/cashup/check-closings.ts';
import { differences } from '../../../domain/cashup/prove-z.ts';
import type { LocalStore, ZRow } from '../../../sync/core/ports.ts';
import { later, say, sayLater, type Words } from '../../shared/words/say.ts';
import { newestFirst, zNumber } from './last-z.ts';

/** More than a year of them; each is hashed, and a start waits for nothing. */
const MOST_CHECKED = 400;
/** So many between two breaths: somebody may be scanning. */
const AT_ONCE = 10;

type Fault = 'sums' | 'order' | 'before' | 'bytes' | 'row';

const WHY: Readonly<Record<Fault, Words>> = {
  sums: later('its sums do not add up'),
  order: later('its number does not go on'),
  before: later('the report before it is missing'),
  bytes: later('its entry was changed'),
  row: later('it is not what its entry says'),
};

export type CheckPorts = {
  /** The Zs of this till. */
  zs: () => Promise<ZRow[]>;
  store: Pick<LocalStore, 'readOps'>;
  /** Op id of the last Z that the enrolment was told of. */
  told: string | undefined;
  sha256: Sha256;
  text: (raw: Uint8Array) => string;
  breathe: () => Promise<unknown>;
};

/**
 * Looks at the till's own closings (dom-F6): each goes on from the one it names, adds up, and is, byte for
 * byte, the op that it says it is. Answers what the first bad one is; undefined where all hold. It changes
 * nothing and stops nobody.
 */
export async function checkOwnClosings(p: CheckPorts): Promise<string | undefined> {
  const rows = newestFirst(await p.zs())
    .slice(0, MOST_CHECKED)
    .toReversed()
    .flatMap((row) => {
      const z = parse(ShiftClosedBody, row.body);
      return z === undefined ? [] : [{ row, z, opId: row.opId }];
    });
  for (const [at, { row, z }] of rows.entries()) {
    if (at % AT_ONCE === 0) await p.breathe();
    const fault = await faultOfOp(p, row);
    if (fault !== undefined) return sentence(zNumber(z), fault);
  }
  const bad = firstBadClosing(rows, p.told);
  const z = bad && rows[bad.at]?.z;
  return bad === undefined || z === undefined ? undefined : sentence(zNumber(z), bad.fault);
}

/** An op that was sent everywhere and forgotten says nothing any more. */
async function faultOfOp(p: CheckPorts, row: ZRow): Promise<'bytes' | 'row' | undefined> {
  const { stream, seq, opId, body } = row;
  const [op] = await p.store.readOps(stream, seq, 1, Number.MAX_SAFE_INTEGER);
  if (op?.seq !== seq) return undefined;
  const derived = deriveOpId(p.sha256, op.prev, stream, seq, op.raw);
  if (derived !== opId || op.opId !== opId) return 'bytes';
  const told = parseJson(Op, p.text(op.raw))?.body;
  return differences(told, body, '').length === 0 ? undefined : 'row';
}

function sentence(number: string, fault: Fault): string {
  return say('Report {number}: {why}. Go on selling, and tell IT.', {
    number,
    why: sayLater(WHY[fault]),
  });
}
