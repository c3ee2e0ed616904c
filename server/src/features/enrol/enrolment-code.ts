import { sha256Text } from '../../keys/ed25519.ts';

/** No 0/O, 1/I: a code is read out and typed in. 32 letters, so one is five bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 3;
const GROUP = 4;

/** `A-XXXX-XXXX-XXXX`: the site that redeems it, then 60 random bits. `random` gives 0..31. */
export function makeCode(site: string, random: () => number): string {
  const group = (): string =>
    Array.from({ length: GROUP }, () => ALPHABET.charAt(random())).join('');
  return [site, ...Array.from({ length: GROUPS }, group)].join('-');
}

/** What is stored of a code. 60 random bits need no slow hash. */
export function codeHash(code: string): string {
  return sha256Text(`evertill:code\n${code}`);
}
