import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { PinVerifier, Staff } from '../../../src/contracts/datasets.ts';
import { must } from '../../../src/domain/assert.ts';
import type { Region } from '../demo-home.ts';

/** Someone who works at a store, with the PIN that only the demo's console ever shows. */
export type SeedPerson = {
  store: string;
  number: string;
  name: string;
  role: Staff['role'];
  pin: string;
};

const NAMES: Readonly<Record<Region, readonly string[]>> = {
  eu: [
    'Anna Weber',
    'Luc Hoffmann',
    'Marie Schmit',
    'Tom Reuter',
    'Claire Muller',
    'Jonas Klein',
    'Sophie Wagner',
    'Paul Thill',
    'Lea Kremer',
    'Marc Faber',
    'Eva Majerus',
    'Nico Steffen',
    'Julie Braun',
    'Ben Theisen',
    'Carla Lopes',
    'David Welter',
  ],
  na: [
    'Grace Miller',
    'Ethan Brooks',
    'Maria Alvarez',
    'Noah Carter',
    'Ava Thompson',
    'Liam Nguyen',
    'Zoe Washington',
    'Owen Price',
    'Hannah Cole',
    'Diego Ramos',
    'Ruby Foster',
    'Mason Reed',
    'Nora Hayes',
    'Caleb Ortiz',
    'Ivy Bennett',
    'Lucas Grant',
  ],
};
const PEOPLE_A_STORE = 4;
/** Everyone's first number; the supervisor is the first. */
const FIRST_STAFF = 101;

/** Four people a store, the first a supervisor; numbers and four-digit PINs by the random source. */
export function makePeople(
  region: Region,
  stores: readonly string[],
  random: () => number,
): SeedPerson[] {
  return stores.flatMap((store, storeAt) =>
    Array.from({ length: PEOPLE_A_STORE }, (_, at): SeedPerson => {
      const names = NAMES[region];
      return {
        store,
        number: String(FIRST_STAFF + at),
        name: must(names[(storeAt * PEOPLE_A_STORE + at) % names.length], 'a name'),
        role: at === 0 ? 'supervisor' : 'cashier',
        pin: String(1000 + Math.floor(random() * 9000)),
      };
    }),
  );
}

const N = 16_384;
const R = 8;
const P = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const hashPin = promisify(
  (pin: string, salt: Buffer, done: (error: Error | null, hash: Buffer) => void) =>
    scrypt(pin, salt, HASH_BYTES, { N, r: R, p: P }, done),
);

/** What travels instead of the PIN. The salt comes from the random source, so a seed gives one row. */
export async function pinVerifier(pin: string, random: () => number): Promise<PinVerifier> {
  const salt = Buffer.from(Array.from({ length: SALT_BYTES }, () => Math.floor(random() * 256)));
  const hash = await hashPin(pin, salt);
  return {
    alg: 'scrypt',
    n: N,
    r: R,
    p: P,
    salt: salt.toString('base64url'),
    hash: hash.toString('base64url'),
  };
}
