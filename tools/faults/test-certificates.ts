import { makeCertificate } from '../../src/main/transport/testing-certificate.ts';

const DAY = 86_400_000;
const now = Date.now();
export const good = makeCertificate(now - DAY, now + DAY);
export const stranger = makeCertificate(now - DAY, now + DAY);
export const expired = makeCertificate(now - 2 * DAY, now - DAY);
export const early = makeCertificate(now + DAY, now + 2 * DAY);
/** What a till trusts here: all but the stranger's. */
export const TLS = { shown: good, trusted: [good.cert, expired.cert, early.cert] };
