import type { TSchema } from 'typebox';
import { DayPicturesAnswer } from './day-pictures.ts';
import { DocumentAnswer, DocumentsAnswer } from './documents.ts';
import {
  ParkedAskAnswer,
  ParkedAskedAnswer,
  ParkedHandedAnswer,
  StoreParkedAnswer,
} from './parked-baskets.ts';
import { parseJson } from './parse.ts';
import { QuickKeysAnswer } from './quick-keys.ts';
import { StoreDayAnswer } from './store-day.ts';
import { ValueAnswer } from './stored-value.ts';
import { OpsAnswer, OwnOpLine, OwnStreamsAnswer } from './wire.ts';

/** What a till asks of a store's back end, by path; what steers it is asked of the champion and not here. */
const ANSWERS: readonly (readonly [RegExp, TSchema])[] = [
  [/^\/v1\/sync\/(ops|import)$/, OpsAnswer],
  [/^\/v1\/sync\/own-streams$/, OwnStreamsAnswer],
  [/^\/v1\/store\/parked$/, StoreParkedAnswer],
  [/^\/v1\/store\/parked\/handed$/, ParkedHandedAnswer],
  [/^\/v1\/store\/parked\/asked$/, ParkedAskedAnswer],
  [/^\/v1\/store\/parked\/ask$/, ParkedAskAnswer],
  [/^\/v1\/store\/stored-value$/, ValueAnswer],
  [/^\/v1\/store\/documents$/, DocumentsAnswer],
  [/^\/v1\/store\/documents\/[^/]+$/, DocumentAnswer],
  [/^\/v1\/store\/day$/, StoreDayAnswer],
  [/^\/v1\/store\/day\/pictures$/, DayPicturesAnswer],
  [/^\/v1\/store\/quick-keys$/, QuickKeysAnswer],
];
const OWN_OPS = /^\/v1\/sync\/own-ops$/;

/**
 * Whether a body is what a site answers 2xx with on a path, by its contract. A path that is in no table is
 * taken as it is: whoever asked reads it.
 */
export function isAnswerTo(path: string, text: string): boolean {
  const plain = path.split('?', 1)[0] ?? '';
  if (OWN_OPS.test(plain)) {
    const lines = text.split('\n');
    return lines.every((line) => line === '' || parseJson(OwnOpLine, line) !== undefined);
  }
  const schema = ANSWERS.find(([at]) => at.test(plain))?.[1];
  return schema === undefined || parseJson(schema, text) !== undefined;
}
