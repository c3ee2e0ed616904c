import type { Seal } from './device-signature.ts';

/** By which an inspector's reader knows the form. */
const FORM = 'V0';

/**
 * Text of the square that stands for all that a German receipt must say of its signature (DSFinV-K, annex
 * I, form V0): till, process, transaction, times, algorithm, signature and key. Undefined where nothing
 * was signed.
 */
export function receiptSquare(
  { client, process_type, process_data, signed }: Seal,
  /** UTC to the millisecond, `2026-11-22T09:30:01.005Z`. */
  isoTime: (ms: number) => string,
): string | undefined {
  if (signed === undefined) return undefined;
  return [
    FORM,
    client,
    process_type,
    process_data,
    String(signed.transaction),
    String(signed.counter),
    isoTime(signed.started_ms),
    isoTime(signed.logged_ms),
    signed.algorithm,
    signed.time_format,
    signed.signature,
    signed.public_key,
  ].join(';');
}
