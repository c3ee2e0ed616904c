import type { Static } from 'typebox';
import type { TransportResult } from '../../contracts/ipc.ts';
import type { EnrolRequest } from '../../contracts/wire.ts';
import type { Dial } from '../transport/dial.ts';

export type PostEnrol = (
  siteUrl: string,
  request: Static<typeof EnrolRequest>,
) => Promise<TransportResult>;

/** A person waits: long enough for a slow line, short enough to try again, ms. */
const DEADLINES = { connectMs: 3000, firstByteMs: 10_000, totalMs: 20_000 };

/** Sends an enrolment. Its own proof signs it, so it carries no till headers. */
export function postEnrolBy(dial: Dial): PostEnrol {
  return (siteUrl, request) =>
    dial({
      url: new URL('/v1/enrol', siteUrl),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(request)),
      ...DEADLINES,
    });
}
