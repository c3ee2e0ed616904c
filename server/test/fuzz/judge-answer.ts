import { Compile } from 'typebox/compile';
import { Problem, problemKind } from '../../../src/contracts/problem.ts';
import type { RawAnswer } from './raw-client.ts';

const problemCheck = Compile(Problem);

/** Why an answer to a request of a stranger is not as it must be; undefined where it is. */
export function answerFault(answer: RawAnswer, method: string, alone: boolean): string | undefined {
  // With a broken frame the site may be waiting for what was promised when the caller hangs up.
  if (answer.kind === 'cut') return alone ? undefined : 'cut off without a word';
  if (answer.kind === 'late') return 'no answer';
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return undefined;
  if (status === 304) return undefined;
  // Of a sign-in: to the provider, or back to the console's door.
  if (status === 303 && body === '' && 'location' in headers) return undefined;
  if (!(status >= 400 && status < 500)) return `status ${status}: ${body.slice(0, 200)}`;
  if (isOfrepRefusal(status, body)) return undefined;
  if (headers['content-type']?.startsWith('application/problem+json') !== true)
    return `${status} as ${headers['content-type'] ?? 'nothing'}`;
  return method === 'HEAD' ? undefined : problemFault(status, body);
}

/** OFREP has words of its own for what it cannot evaluate. */
function isOfrepRefusal(status: number, body: string): boolean {
  const code = /^\{(?:"key":"[^"]*",)?"errorCode":"([A-Z_]+)"/.exec(body)?.[1];
  if (code === undefined) return false;
  return status === (code === 'FLAG_NOT_FOUND' ? 404 : 400);
}

function problemFault(status: number, body: string): string | undefined {
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return `${status} with a body that is no JSON`;
  }
  if (!problemCheck.Check(said)) return `${status} is no RFC 9457 problem: ${body.slice(0, 200)}`;
  if (said.status !== status) return `${status} says it is ${said.status}`;
  return problemKind(said.type) === undefined ? `problem of no kind: ${said.type}` : undefined;
}
