import { FNC1, GS1_SYMBOLS } from './element-string.ts';
import type { Symbology } from './scanned-code.ts';

/** A scan with its symbology; undefined where it is only a text, such as an article number. */
export type NamedScan = {
  readonly symbology: Symbology | undefined;
  readonly data: string;
  /** Whether a line or a square was read: a pack may carry one of each (dom-B9). */
  readonly dimension: '1d' | '2d';
};

const WEB_ADDRESS = /^https?:\/\//i;

/**
 * What a scan is, by the symbology identifier that a scanner was told to send (`]E0`…), else by its
 * looks. Eight figures without an identifier are never UPC-E: the length alone is not trusted
 * (dom-B2). Keyed codes take the same way.
 */
export function symbologyOf(scan: string): NamedScan {
  const id = /^\][A-Za-z][0-9A-Za-z]/.exec(scan)?.[0];
  if (id === undefined) return byLooks(scan);
  // The element string's reader wants to see its own identifier.
  if (GS1_SYMBOLS.includes(id)) {
    return { symbology: 'GS1', data: scan, dimension: id === ']C1' || id === ']e0' ? '1d' : '2d' };
  }
  const data = scan.slice(id.length);
  if (/^\][QdzJ]/.test(id)) return { ...byLooks(data), dimension: '2d' };
  return { symbology: lineSymbology(id, data), data: withoutAddOn(id, data), dimension: '1d' };
}

function lineSymbology(id: string, data: string): Symbology | undefined {
  if (id === ']E4') return 'EAN8';
  if (id === ']E0' || id === ']E3' || id === ']X0') return retailSymbology(withoutAddOn(id, data));
  if (id.startsWith(']I')) return data.length === 14 ? 'ITF14' : undefined;
  return undefined;
}

/** UPC-E comes under the identifier of its family, so there its length does tell. */
function retailSymbology(data: string): Symbology {
  if (data.length <= 8) return 'UPCE';
  return data.length === 12 ? 'UPCA' : 'EAN13';
}

/** ]E3: a magazine's issue number of two or five figures stands behind the number itself. */
function withoutAddOn(id: string, data: string): string {
  if (id !== ']E3') return data;
  const isUpcA = data.length === 14 || data.length === 17;
  return data.slice(0, isUpcA ? 12 : 13);
}

function byLooks(data: string): NamedScan {
  if (WEB_ADDRESS.test(data)) return { symbology: 'QR', data, dimension: '2d' };
  if (data.includes(FNC1) || /^01[0-9]{14}/.test(data)) {
    return { symbology: 'GS1', data, dimension: '2d' };
  }
  const isNumber = /^(?:[0-9]{6}|[0-9]{8}|[0-9]{12,14})$/.test(data);
  return { symbology: isNumber ? 'KEYED' : undefined, data, dimension: '1d' };
}
