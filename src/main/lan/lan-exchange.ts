import { readCredential } from '../../contracts/check-enrolment.ts';
import {
  LanAnswer,
  LanAsk,
  lanAnswerText,
  lanAskText,
  LanDay,
  type LanFailure,
} from '../../contracts/lan.ts';
import { parseJson } from '../../contracts/parse.ts';
import type { TrustedRegion } from '../../contracts/read-token.ts';
import type { TillCredential } from '../../contracts/region.ts';
import { verifyText } from '../identity/ed25519.ts';
import type { EnrolledTill } from '../identity/till-session.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { newLanKey, seal, unseal } from './lan-seal.ts';

/** What both ends need of the till they speak for. */
export type LanTill = Pick<EnrolledTill, 'region' | 'credential' | 'credentialToken' | 'sign'>;

type Read = { ok: true; day: LanDay } | { ok: false; failure: LanFailure };

/** A question that only a till of this store and region can answer, and how its answer is read. */
export function lanQuestion(
  till: LanTill,
  day: string,
): { body: string; read: (answer: string) => Promise<Read> } {
  const { secret, text: key } = newLanKey();
  const plain = { v: 1, credential: till.credentialToken, key, day } as const;
  const ask: LanAsk = { ...plain, sig: till.sign('lan', lanAskText(plain)) };
  return {
    body: JSON.stringify(ask),
    async read(text) {
      const answer = parseJson(LanAnswer, text);
      if (answer === undefined) return { ok: false, failure: 'stranger' };
      const { sig, ...said } = answer;
      const other = await colleague(till, said.credential);
      if (other === undefined || other.till_id === till.credential.till_id)
        return { ok: false, failure: 'stranger' };
      if (!verifyText(other.key, 'lan', lanAnswerText(ask, said), sig))
        return { ok: false, failure: 'stranger' };
      if (said.sealed === undefined) return { ok: false, failure: 'nothing' };
      const opened = unseal(secret, said.key, lanAskText(ask), said.sealed);
      const told = opened === undefined ? undefined : parseJson(LanDay, opened);
      const isIts = told?.store === other.store && told.till === other.till && told.day === day;
      return told !== undefined && isIts
        ? { ok: true, day: told }
        : { ok: false, failure: 'stranger' };
    },
  };
}

/**
 * The answer to a question from the LAN: the day, sealed for the asker alone. Undefined where who asks
 * is no till of this store: it learns nothing, not even that this is one.
 */
export async function answerLan(
  till: LanTill,
  question: string,
  dayOf: (day: string) => LanDay | undefined,
): Promise<string | undefined> {
  const ask = parseJson(LanAsk, question);
  if (ask === undefined) return undefined;
  const other = await colleague(till, ask.credential);
  if (other === undefined || !verifyText(other.key, 'lan', lanAskText(ask), ask.sig))
    return undefined;
  const { secret, text: key } = newLanKey();
  const told = dayOf(ask.day);
  const sealed = told && seal(secret, ask.key, lanAskText(ask), JSON.stringify(told));
  // A key that is none: nobody could read what was sealed for it.
  if (told !== undefined && sealed === undefined) return undefined;
  const plain = {
    v: 1,
    credential: till.credentialToken,
    key,
    ...(sealed === undefined ? {} : { sealed }),
  } as const;
  const answer: LanAnswer = { ...plain, sig: till.sign('lan', lanAnswerText(ask, plain)) };
  return JSON.stringify(answer);
}

/**
 * The till that a credential speaks of, where it is one of this store: signed by a site of our region.
 * Whether head office has taken it back since is not to be known here; a store's own network is trusted
 * that far.
 */
async function colleague(
  { region, credential }: { region: TrustedRegion; credential: TillCredential },
  token: string,
): Promise<TillCredential | undefined> {
  const other = await readCredential(nodeTokenTools, region, token);
  const isOurs = other?.region === credential.region && other.store === credential.store;
  return isOurs ? other : undefined;
}
