import type { TSchema, Static } from 'typebox';
import { Value } from 'typebox/value';
import { Problem } from '../../src/contracts/problem.ts';
import { quickCheck } from '../../src/contracts/quick-check.ts';

/** Closed: what the site may say to the console, and what no site says. */
export type Failed =
  | { kind: 'signed-out' }
  | { kind: 'not-found' }
  | { kind: 'conflict'; detail: string }
  | { kind: 'refused'; detail: string }
  | { kind: 'no-answer' }
  | { kind: 'not-understood' };
export type Answered<T> = { ok: true; value: T } | { ok: false; failed: Failed };

const ANSWERS_WITHIN_MS = 15_000;

/** Asks the site that served the page; what comes back is checked once, here. */
export async function ask<T extends TSchema>(
  path: string,
  schema: T,
  body?: unknown,
): Promise<Answered<Static<T>>> {
  const sent = await send(path, body);
  if (sent === undefined) return { ok: false, failed: { kind: 'no-answer' } };
  const value: unknown = await sent.json().catch(() => undefined);
  if (!sent.ok) return { ok: false, failed: failedOf(sent.status, value) };
  if (!quickCheck(schema)(value)) return { ok: false, failed: { kind: 'not-understood' } };
  return { ok: true, value };
}

/** True where the site took it; for what has no answer. */
export async function tell(path: string): Promise<boolean> {
  return (await send(path, {}))?.ok === true;
}

async function send(path: string, body: unknown): Promise<Response | undefined> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const init =
    body === undefined
      ? { signal }
      : {
          signal,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  return fetch(path, init).catch(() => undefined);
}

function failedOf(status: number, value: unknown): Failed {
  const detail = Value.Check(Problem, value) ? (value.detail ?? value.title) : `HTTP ${status}`;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 404) return { kind: 'not-found' };
  if (status === 409) return { kind: 'conflict', detail };
  return { kind: 'refused', detail };
}

/** What a person does about it, in words. */
export function wordsOf(failed: Failed): string {
  switch (failed.kind) {
    case 'signed-out':
      return 'Your sign-in is over. Sign in again.';
    case 'not-found':
      return 'There is nothing here, or it is not for you to see.';
    case 'conflict':
      return `Something changed meanwhile: ${failed.detail}. Look again, then try once more.`;
    case 'refused':
      return `The site did not take it: ${failed.detail}.`;
    case 'no-answer':
      return 'The site does not answer. What you see may be old. If it stays away, open the console at the other site.';
    case 'not-understood':
      return 'The site answered something this page does not know. Reload the page.';
  }
}
