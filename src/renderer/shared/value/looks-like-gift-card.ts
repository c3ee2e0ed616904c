import type { TillFace } from '../till-api.ts';

/** Whether a scan is a gift card or a voucher by its looks; whether it is one is for the till to say. */
export function looksLikeGiftCard(code: string, format: TillFace['giftCards']): boolean {
  const figures = code.trim().replace(/^\][A-Za-z][0-9A-Za-z]/, '');
  return (
    format !== undefined &&
    (figures.length === format.length || figures.length === format.voucherLength) &&
    figures.startsWith(format.prefix) &&
    /^\d+$/.test(figures)
  );
}
