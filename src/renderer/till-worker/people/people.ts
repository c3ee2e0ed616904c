import { Staff } from '../../../contracts/datasets.ts';
import { parseJson } from '../../../contracts/parse.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import { notInFuture, waitBeforeTry, type PinFails } from './pin-throttle.ts';
import { pinFits } from './verify-pin.ts';
import { say } from '../../shared/words/say.ts';

type Person = { number: string; staff: Staff };

/** The store's people, from the last good set of rows; PINs are only ever compared here. */
export class People {
  private readonly db: TillDb;
  private readonly store: string;

  constructor(db: TillDb, store: string) {
    this.db = db;
    this.store = store;
  }

  private async all(): Promise<Person[]> {
    const rows = await this.db.rows.where('ds').equals('staff').toArray();
    return rows.flatMap(({ k, v }) => {
      const [store, number] = k.split('/');
      const staff = v === null ? undefined : parseJson(Staff, v);
      return store === this.store && number !== undefined && staff ? [{ number, staff }] : [];
    });
  }

  async list(): Promise<{ number: string; name: string }[]> {
    const people = await this.all();
    return people
      .map(({ number, staff }) => ({ number, name: staff.name }))
      .sort((a, b) => (a.number < b.number ? -1 : 1));
  }

  /** A person as the newest rows have them; undefined where they may not work at the till any more (dom-A3). */
  async face(number: string, nowMs: number): Promise<CashierFace | undefined> {
    const person = (await this.all()).find((one) => one.number === number);
    if (person === undefined || person.staff.expires_ms < nowMs) return undefined;
    return { number, name: person.staff.name, role: person.staff.role };
  }

  async signIn(
    number: string,
    pin: string,
    nowMs: number,
  ): Promise<{ ok: true; cashier: CashierFace } | Refusal> {
    const key = `pin-fails/${number}`;
    const stored = (await this.db.one.get(key))?.value as PinFails | undefined;
    const fails = stored && notInFuture(stored, nowMs);
    if (fails !== stored) await this.db.one.put({ name: key, value: fails });
    const wait = waitBeforeTry(fails, nowMs);
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60_000);
      const when =
        wait < 60_000
          ? say('{seconds} seconds', { seconds: Math.ceil(wait / 1000) })
          : say('{minutes} minutes', { minutes });
      return {
        ok: false,
        kind: 'throttled',
        next: say('Too many wrong PINs. Try again in {when}.', { when }),
      };
    }
    const person = (await this.all()).find((p) => p.number === number);
    // Unknown number and wrong PIN read the same: neither tells who works here.
    const fits = person !== undefined && (await pinFits(pin, person.staff.pin));
    if (!fits) {
      const next: PinFails = { count: (fails?.count ?? 0) + 1, lastMs: nowMs };
      await this.db.one.put({ name: key, value: next });
      return { ok: false, kind: 'wrong-pin', next: say('Number or PIN is not right. Try again.') };
    }
    if (person.staff.expires_ms < nowMs)
      return {
        ok: false,
        kind: 'expired',
        next: say('This sign-in has expired. Ask a supervisor to connect the till.'),
      };
    await this.db.one.delete(key);
    return { ok: true, cashier: { number, name: person.staff.name, role: person.staff.role } };
  }
}
