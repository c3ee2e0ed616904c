/** What the simulator signs, in this order; a stand-in for the log message of TR-03151. */
export type SignedMessage = {
  client: string;
  process_type: string;
  process_data: string;
  serial: string;
  transaction: number;
  counter: number;
  started_ms: number;
  logged_ms: number;
};

/** The bytes that the simulator's signature is over: JSON of the fields, in their order. */
export const signedMessage = (m: SignedMessage): Buffer =>
  Buffer.from(
    JSON.stringify([
      'SIMULATOR',
      m.client,
      m.process_type,
      m.process_data,
      m.serial,
      m.transaction,
      m.counter,
      m.started_ms,
      m.logged_ms,
    ]),
  );
