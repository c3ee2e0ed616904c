import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';

/** Somebody of head office, as the demo's identity provider keeps them. */
export type Person = {
  /** What they type, and their subject. */
  user: string;
  name: string;
  role: 'it' | 'manager';
  stores: readonly string[];
  salt: string;
  /** scrypt of the password. */
  hash: string;
  /** Shared with the person's authenticator, base32. */
  totp: string;
};

const COST = { N: 16384, r: 8, p: 1 } as const;
const STEP_S = 30;
/** So many wrong tries, then nobody may try for this person until the time is over. */
const MOST_TRIES = 5;
const REST_MS = 60_000;

const hashOf = (password: string, salt: string): Buffer =>
  scryptSync(password, Buffer.from(salt, 'base64url'), 32, COST);

export function makePerson(
  of: Pick<Person, 'user' | 'name' | 'role' | 'stores'>,
  password: string,
): Person {
  const salt = randomBytes(16).toString('base64url');
  return {
    ...of,
    salt,
    hash: hashOf(password, salt).toString('base64url'),
    totp: new Secret({ size: 20 }).base32,
  };
}

const totpOf = ({ user, totp }: Pick<Person, 'user' | 'totp'>): TOTP =>
  new TOTP({
    issuer: 'Evertill demo',
    label: user,
    secret: Secret.fromBase32(totp),
    period: STEP_S,
  });

/** The six figures that an authenticator shows now. */
export const codeNow = (person: Pick<Person, 'user' | 'totp'>, nowMs: number): string =>
  totpOf(person).generate({ timestamp: nowMs });

export type SignIn = { ok: true; person: Person } | { ok: false; why: 'wrong' | 'rest' };

/** Says whether password and code are a person's; each code counts once, wrong ones make it wait. */
export class Door {
  readonly #people: ReadonlyMap<string, Person>;
  readonly #now: () => number;
  readonly #tries = new Map<string, { wrong: number; until: number }>();
  /** Last time step that was used, by person. */
  readonly #used = new Map<string, number>();

  constructor(people: readonly Person[], now: () => number) {
    this.#people = new Map(people.map((person) => [person.user, person]));
    this.#now = now;
  }

  person(user: string): Person | undefined {
    return this.#people.get(user);
  }

  try(user: string, password: string, code: string): SignIn {
    const now = this.#now();
    const tries = this.#tries.get(user) ?? { wrong: 0, until: 0 };
    if (now < tries.until) return { ok: false, why: 'rest' };
    const person = this.#people.get(user);
    const step = Math.floor(now / 1000 / STEP_S);
    const delta =
      person === undefined
        ? null
        : totpOf(person).validate({ token: code, timestamp: now, window: 1 });
    // Unknown people take as long as known ones.
    const isPassword = sameHash(password, person ?? NOBODY);
    const usedAt = step + (delta ?? 0);
    if (person !== undefined && isPassword && delta !== null && this.#isFresh(user, usedAt)) {
      this.#used.set(user, usedAt);
      this.#tries.delete(user);
      return { ok: true, person };
    }
    const wrong = tries.wrong + 1;
    const isLast = wrong >= MOST_TRIES;
    if (this.#people.has(user))
      this.#tries.set(user, { wrong: isLast ? 0 : wrong, until: isLast ? now + REST_MS : 0 });
    return { ok: false, why: isLast && person !== undefined ? 'rest' : 'wrong' };
  }

  #isFresh(user: string, step: number): boolean {
    return step > (this.#used.get(user) ?? -1);
  }
}

const NOBODY = { salt: randomBytes(16).toString('base64url'), hash: '' };

function sameHash(password: string, { salt, hash }: Pick<Person, 'salt' | 'hash'>): boolean {
  const given = hashOf(password, salt);
  const kept = Buffer.from(hash, 'base64url');
  return kept.length === given.length && timingSafeEqual(kept, given);
}

/** Kept beside the region; the passwords too, so that a demo can print them again. */
export type PeopleFile = { people: Person[]; passwords: Record<string, string> };

/** Reads the file, or makes it with these people and new passwords. */
export function peopleFile(
  file: string,
  wanted: readonly Pick<Person, 'user' | 'name' | 'role' | 'stores'>[],
): PeopleFile {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as PeopleFile;
  const passwords = Object.fromEntries(
    wanted.map(({ user }) => [user, randomBytes(9).toString('base64url')]),
  );
  const people = wanted.map((one) => makePerson(one, passwords[one.user] ?? ''));
  const made = { people, passwords };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}
