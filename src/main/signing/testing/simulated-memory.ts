import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DeviceSignature } from '../../../contracts/signing-device.ts';
import { signedMessage } from './signed-message.ts';

/** A transaction of one client under one reference. */
export type Transaction = {
  client: string;
  transaction: number;
  started_ms: number;
  process_type?: string;
  process_data?: string;
  signed?: DeviceSignature;
};

type Held = {
  key: string;
  transaction: number;
  counter: number;
  transactions: Record<string, Transaction>;
};

/**
 * Key, counters and transactions of the simulated device. With a file they outlive it: a restart goes on
 * counting where it was, as a real device does.
 */
export class SimulatedMemory {
  private readonly file: string | undefined;
  private readonly held: Held;
  private readonly key: KeyObject;
  readonly publicKey: string;
  readonly serial: string;

  constructor(file: string | undefined) {
    this.file = file;
    this.held = file !== undefined && existsSync(file) ? read(file) : fresh();
    this.key = createPrivateKey({
      key: Buffer.from(this.held.key, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    const point = pointOf(this.key);
    this.publicKey = point.toString('base64');
    const hash = createHash('sha256').update(point).digest('hex');
    this.serial = `SIMULATOR-${hash.slice(0, 32)}`;
    this.keep();
  }

  get(client: string, reference: string): Transaction | undefined {
    return this.held.transactions[`${client} ${reference}`];
  }

  /** Everything it ever signed, in the order of its counter. */
  all(): Transaction[] {
    return Object.values(this.held.transactions).toSorted(
      (a, b) => (a.signed?.counter ?? 0) - (b.signed?.counter ?? 0),
    );
  }

  /** Begins one; the device signs this step too, so its counter moves. */
  start(client: string, reference: string, nowMs: number): Transaction {
    const { held } = this;
    held.transaction += 1;
    held.counter += 1;
    const begun = { client, transaction: held.transaction, started_ms: nowMs };
    held.transactions[`${client} ${reference}`] = begun;
    this.keep();
    return begun;
  }

  finish(
    begun: Transaction,
    process_type: string,
    process_data: string,
    nowMs: number,
  ): DeviceSignature {
    const { held, serial } = this;
    held.counter += 1;
    const facts = {
      serial,
      is_simulator: true as const,
      algorithm: 'ecdsa-plain-SHA256',
      time_format: 'unixTime',
      public_key: this.publicKey,
      transaction: begun.transaction,
      counter: held.counter,
      started_ms: begun.started_ms,
      logged_ms: nowMs,
    };
    const message = signedMessage({ client: begun.client, process_type, process_data, ...facts });
    const signature = sign('sha256', message, { key: this.key, dsaEncoding: 'ieee-p1363' });
    const signed = { ...facts, signature: signature.toString('base64') };
    Object.assign(begun, { process_type, process_data, signed });
    this.keep();
    return signed;
  }

  /** Replaced as a whole: a device that dies has either signed or not. */
  private keep(): void {
    if (this.file === undefined) return;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.held), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}

// Written by `keep` alone.
const read = (file: string): Held => JSON.parse(readFileSync(file, 'utf8')) as Held;

function fresh(): Held {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return { key, transaction: 0, counter: 0, transactions: {} };
}

/** The public point as it is written uncompressed. */
function pointOf(key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' });
  const part = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
  return Buffer.concat([Buffer.from([4]), part(jwk.x), part(jwk.y)]);
}
