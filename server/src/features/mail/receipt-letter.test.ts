import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReceiptDoc } from '../../../../src/contracts/receipt-doc.ts';
import { receiptLetter } from './receipt-letter.ts';

const DOC: ReceiptDoc = [
  { kind: 'drawer' },
  { kind: 'text', text: 'Evertill Markt', weight: 'strong' },
  { kind: 'pair', left: 'Brot & Käse', right: '4,20', weight: 'plain' },
  { kind: 'pair', left: 'MwSt. 7 %', right: '0,27', weight: 'quiet' },
  { kind: 'rule' },
  { kind: 'total', left: 'Summe EUR', right: '4,20' },
  { kind: 'copy', text: '*** TRAINING ***' },
  { kind: 'cut' },
];

const docOf = (left: string, right: string): ReceiptDoc => [
  { kind: 'pair', left, right, weight: 'plain' },
  { kind: 'text', text: left, weight: 'quiet' },
  { kind: 'copy', text: right },
];

describe('MAIL3: the receipt as a letter', () => {
  test('golden: the same rows as on paper, styles inside, nothing for the printer', () => {
    const letter = receiptLetter(DOC, { language: 'de', subject: 'Ihr Bon 1' });
    expect(letter.html).toMatchInlineSnapshot(`
      "<!doctype html>
      <html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Ihr Bon 1</title></head><body style="margin:0;padding:24px;background:#ffffff"><table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:480px;margin:0 auto;border-collapse:collapse;font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#17202b"><tr><td colspan="2" style="padding:2px 0;vertical-align:top;font-weight:bold">Evertill Markt</td></tr><tr><td style="padding:2px 0;vertical-align:top;">Brot &amp; Käse</td><td style="padding:2px 0;vertical-align:top;padding-left:16px;text-align:right;white-space:nowrap;">4,20</td></tr><tr><td style="padding:2px 0;vertical-align:top;color:#5a6675">MwSt. 7 %</td><td style="padding:2px 0;vertical-align:top;padding-left:16px;text-align:right;white-space:nowrap;color:#5a6675">0,27</td></tr><tr><td colspan="2" style="padding:8px 0"><div style="border-top:1px solid #c9d0d8;font-size:0;line-height:0">&nbsp;</div></td></tr><tr><td style="padding:2px 0;vertical-align:top;font-size:18px;line-height:28px;font-weight:bold">Summe EUR</td><td style="padding:2px 0;vertical-align:top;padding-left:16px;text-align:right;white-space:nowrap;font-size:18px;line-height:28px;font-weight:bold">4,20</td></tr><tr><td colspan="2" style="padding:2px 0;vertical-align:top;font-weight:bold;text-align:center">*** TRAINING ***</td></tr></table></body></html>
      "
    `);
    expect(letter.text).toMatchInlineSnapshot(`
      "Evertill Markt
      Brot & Käse                           4,20
      MwSt. 7 %                             0,27
      ------------------------------------------
      Summe EUR                             4,20
                   *** TRAINING ***
      "
    `);
  });

  test('whatever a name holds, it is text: no tag, no script, nothing that is fetched', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.constantFrom('<script>x</script>', '"><img src=http://x>', "' onload='x", '&lt;', '</td>'),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, (left, right, subject) => {
        const { html } = receiptLetter(docOf(left, right), { language: 'en', subject });
        const plain = receiptLetter(docOf('a', 'b'), { language: 'en', subject: 's' });
        const tags = html.match(/<[^>]*>/g) ?? [];
        expect(tags).toEqual(plain.html.match(/<[^>]*>/g));
        expect(tags.join('')).not.toMatch(/script|<img|src=|url\(|@import|<link|href/i);
      }),
    );
  });
});
