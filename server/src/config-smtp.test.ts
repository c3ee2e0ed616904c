import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

/** What `readConfig` says of such an address; everything else is missing, and said too. */
function saidOf(smtpUrl: string): string {
  try {
    readConfig({ EVERTILL_SMTP_URL: smtpUrl });
  } catch (error) {
    return String(error);
  }
  return '';
}

test.each([
  'smtps://user:p#ss@mail.example:465',
  'smtps://user:p?ss@mail.example:465',
  'smtps://user:50%off@mail.example',
  'smtps://us%er:secret@mail.example',
  'smtps://user:secret@mail.example:99999',
  'smtps://user:secret@',
  'smtps://user:secret@mail.example/inbox',
  'https://mail.example',
])(
  'MAIL4: an address that no mail goes to stops the start, by name and not by value: %s',
  (url) => {
    const said = saidOf(url);
    expect(said).toMatch(/\/smtpUrl|EVERTILL_SMTP_URL/);
    expect(said).not.toContain('mail.example');
    expect(said).not.toMatch(/p#ss|p\?ss|50%off|secret/);
  },
);

test.each([
  '',
  'smtp://127.0.0.1:2525',
  'smtp://[::1]:2525/',
  'smtps://user:p%23ss@mail.example:465',
  'smtps://me%40shop.example:50%25off@mail.example',
])('MAIL4: one that holds is taken: %s', (url) => {
  expect(saidOf(url)).not.toMatch(/smtpUrl|EVERTILL_SMTP_URL/);
});
