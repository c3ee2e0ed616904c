import { DemoError } from './demo-error.ts';

const ANSWER_MS = 120_000;

/** Calls a site's admin API: GET without a body, POST with one. A problem is a one-line error. */
export async function askAdmin<T>(
  siteUrl: string,
  token: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await fetch(new URL(path, siteUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const said = (await answer.json()) as T & { title?: string; detail?: string };
  if (!answer.ok)
    throw new DemoError(
      `head office refused ${path}: ${said.detail ?? said.title ?? answer.status}`,
    );
  return said;
}
