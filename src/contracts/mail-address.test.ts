import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAIL_ADDRESS, readMailAddress } from './mail-address.ts';

test('MAIL2: what people key is one address or none', () => {
  const good = [
    ['ann@example.org', 'ann@example.org'],
    ['  Ann.O-Neil+till@Mail.Example.CO.UK ', 'Ann.O-Neil+till@mail.example.co.uk'],
    ['a@xn--mller-kva.de', 'a@xn--mller-kva.de'],
  ];
  for (const [keyed = '', address] of good) expect(readMailAddress(keyed)).toBe(address);
  const bad = [
    '',
    'ann',
    'ann@',
    '@example.org',
    'ann@example',
    'ann@@example.org',
    'ann@example..org',
    'ann@-example.org',
    '.ann@example.org',
    'an..n@example.org',
    'ann@example.org, bo@example.org',
    'ann@example.org;bo@example.org',
    'Ann <ann@example.org>',
    'ann @example.org',
    'ann@example.org\nBcc: bo@example.org',
    'jürgen@example.org',
    'ann@127.0.0.1',
    `${'a'.repeat(65)}@example.org`,
    `ann@${'a'.repeat(64)}.org`,
    `ann@${'abc.'.repeat(70)}org`,
  ];
  for (const keyed of bad) expect(readMailAddress(keyed)).toBeUndefined();
});

test('MAIL2: nothing that passes ends a line, names two, or is refused by head office', () => {
  const part = fc.stringMatching(/^[\x20-\x7e]{0,12}$/);
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 5 }),
      fc.constantFrom('.', '@', '\r\n', ''),
      (parts, by) => {
        const address = readMailAddress(`${parts.join(by)}@example.org`);
        if (address === undefined) return;
        expect(address).toMatch(new RegExp(MAIL_ADDRESS));
        expect(address).not.toMatch(/[\s<>,;:"()[\]\\]/);
      },
    ),
  );
});
