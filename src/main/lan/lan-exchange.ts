import { readCredential } from '../../contracts/check-enrolment.ts';
import {
  LanAnswer,
  LanAsk,
  lanAnswerText,
  lanAskText,
  LanDay,
  type LanFailure,
} from '../../contracts/lan.ts';
import { LanBuildAsk, lanBuildAskText, LanBuildWord } from '../../contracts/lan-build.ts';
import { parseJson } from '../../contracts/parse.ts';
import type { TrustedRegion } from '../../contracts/read-token.ts';
import type { TillCredential } from '../../contracts/region.ts';
import { verifyText } from '../identity/ed25519.ts';
import type { EnrolledTill } from '../identity/till-session.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { newLanKey, seal, unseal } from './lan-seal.ts';

/** What both ends need of the till they speak for. */
export type LanTill = Pick<EnrolledTill, 'region' | 'credential' | 'credentialToken' | 'sign'>;

/** What every question carries, whatever it is about. */
type Asked = { v: 1; credential: string; key: string; sig: string };

/** One thing that tills of a store ask each other: its question, what is signed of it, and its answer. */
export type LanTopic<A extends Asked, W extends { till: string }> = {
  path: string;
  readAsk: (text: string) => A | undefined;
  textOf: (ask: Omit<A, 'sig'>) => string;
  readWord: (text: string) => W | undefined;
  /** Whether an answer is about what was asked. */
  fits: (word: W, ask: A, other: TillCredential) => boolean;
};

/** What a till says of a business day. */
export const DAY_TOPIC: LanTopic<LanAsk, LanDay> = {
  path: '/lan/v1/day',
  readAsk: (text) => parseJson(LanAsk, text),
  textOf: lanAskText,
  readWord: (text) => parseJson(LanDay, text),
  fits: (day, ask, other) => day.store === other.store && day.day === ask.day,
};

/** How a till stands with a build's file, and pieces of it. */
export const BUILD_TOPIC: LanTopic<LanBuildAsk, LanBuildWord> = {
  path: '/lan/v1/build',
  readAsk: (text) => parseJson(LanBuildAsk, text),
  textOf: lanBuildAskText,
  readWord: (text) => parseJson(LanBuildWord, text),
  fits: (word, ask) => word.hash === ask.hash && word.from === ask.from,
};

type Read<W> = { ok: true; word: W } | { ok: false; failure: LanFailure };

/** A question that only a till of this store and region can answer, and how its answer is read. */
export function lanQuestion<A extends Asked, W extends { till: string }>(
  till: LanTill,
  topic: LanTopic<A, W>,
  about: Omit<A, keyof Asked>,
): { body: string; read: (answer: string) => Promise<Read<W>> } {
  const { secret, text: key } = newLanKey();
  const plain = { v: 1, credential: till.credentialToken, key, ...about } as Omit<A, 'sig'>;
  const asked = topic.textOf(plain);
  const ask = { ...plain, sig: till.sign('lan', asked) } as A;
  const stranger = { ok: false, failure: 'stranger' } as const;
  return {
    body: JSON.stringify(ask),
    async read(text) {
      const answer = parseJson(LanAnswer, text);
      if (answer === undefined) return stranger;
      const { sig, ...said } = answer;
      const other = await colleague(till, said.credential);
      if (other === undefined || other.till_id === till.credential.till_id) return stranger;
      if (!verifyText(other.key, 'lan', lanAnswerText(asked, ask.sig, said), sig)) return stranger;
      if (said.sealed === undefined) return { ok: false, failure: 'nothing' };
      const opened = unseal(secret, said.key, asked, said.sealed);
      const word = opened === undefined ? undefined : topic.readWord(opened);
      const isIts = word?.till === other.till && topic.fits(word, ask, other);
      return word !== undefined && isIts ? { ok: true, word } : stranger;
    },
  };
}

/**
 * The answer to a question from the LAN, sealed for the asker alone. Undefined where who asks is no till
 * of this store: it learns nothing, not even that this is one.
 */
export async function answerLan<A extends Asked, W extends { till: string }>(
  till: LanTill,
  topic: LanTopic<A, W>,
  question: string,
  wordOf: (ask: A) => W | undefined | Promise<W | undefined>,
): Promise<string | undefined> {
  const ask = topic.readAsk(question);
  if (ask === undefined) return undefined;
  const other = await colleague(till, ask.credential);
  const asked = topic.textOf(ask);
  if (other === undefined || !verifyText(other.key, 'lan', asked, ask.sig)) return undefined;
  const { secret, text: key } = newLanKey();
  const told = await wordOf(ask);
  const sealed = told && seal(secret, ask.key, asked, JSON.stringify(told));
  // A key that is none: nobody could read what was sealed for it.
  if (told !== undefined && sealed === undefined) return undefined;
  const plain = {
    v: 1,
    credential: till.credentialToken,
    key,
    ...(sealed === undefined ? {} : { sealed }),
  } as const;
  const sig = till.sign('lan', lanAnswerText(asked, ask.sig, plain));
  return JSON.stringify({ ...plain, sig } satisfies LanAnswer);
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
