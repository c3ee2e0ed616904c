import { gtinCheckDigit, normaliseGtin } from '../gtin.ts';
import { err, ok, type Result } from '../result.ts';
import { aiRule } from './application-identifiers.ts';
import { derive } from './derive.ts';
import { gs1Date } from './gs1-date.ts';
import type { BarcodeProblem, Gs1Code } from './scanned-code.ts';

/**
 * Takes identifiers and their values one by one, in reading order: the first problem is the code's
 * (vec-barcodes-B7). One reader a code.
 */
export class AiReader {
  private readonly ais: Record<string, string> = {};
  private readonly today: string;

  constructor(today: string) {
    this.today = today;
  }

  /** Undefined when taken. */
  take(ai: string, value: string): BarcodeProblem | undefined {
    const rule = aiRule(ai);
    if (rule === undefined) return 'unknown-ai';
    if (!rule.value.test(value)) return 'ai-format';
    if (rule.checkDigit === true && !hasCheckDigit(value)) return 'check-digit';
    if (rule.date === true && gs1Date(value, this.today) === undefined) return 'ai-date';
    const known = this.ais[ai];
    if (known !== undefined && known !== value) return 'ai-duplicate';
    this.ais[ai] = value;
    return undefined;
  }

  /** What was read, if it can be sold (vec-barcodes-B8). */
  finish(): Result<Gs1Code, BarcodeProblem> {
    const gtin = normaliseGtin(this.ais['01'] ?? '');
    if (!gtin.ok) return err('no-gtin');
    const isMeasured = Object.keys(this.ais).some((ai) => MEASURES.test(ai));
    if (gtin.value.startsWith('9') && !isMeasured) return err('measure-missing');
    return ok({ gtin14: gtin.value, ais: this.ais, derived: derive(this.ais, this.today) });
  }
}

/** Count, weight or amount: what a trade item of variable measure must come with. */
const MEASURES = /^(?:30|310.|320.|392.|393.)$/;

function hasCheckDigit(value: string): boolean {
  return String(gtinCheckDigit(value.slice(0, -1))) === value.at(-1);
}
