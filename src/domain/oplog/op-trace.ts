import { fromBase64url } from './base64url.ts';

/** Where an op's spans belong, as W3C Trace Context has it: hex, lower case. */
export type OpTrace = { traceId: string; spanId: string };

const ID_BYTES = 16;
const SPAN_DIGITS = 16;
const ALL_ZERO = /^0+$/;

/**
 * An op's trace is its id: 16 bytes of a hash, as a trace id has. So whoever holds the op can add to its
 * trace, also the other site, to which rows travel without any header. The first half of it stands for
 * the sale at the till, the span everything else hangs under. Undefined where the text is no id, or one
 * that Trace Context has no word for (all zero).
 */
export function opTrace(opId: string): OpTrace | undefined {
  const bytes = fromBase64url(opId);
  if (bytes?.length !== ID_BYTES) return undefined;
  const traceId = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const spanId = traceId.slice(0, SPAN_DIGITS);
  return ALL_ZERO.test(spanId) ? undefined : { traceId, spanId };
}

/** `traceparent` of a request that carries the op; always sampled: a site keeps the share it likes. */
export function traceparent({ traceId, spanId }: OpTrace): string {
  return `00-${traceId}-${spanId}-01`;
}
