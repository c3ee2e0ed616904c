/** What a German signing device (TSE) says of one transaction that it has signed (dom-F2). */
export type DeviceSignature = {
  /** Of the device: hex of its public key's hash; a simulator's begins with `SIMULATOR`. */
  readonly serial: string;
  readonly is_simulator?: true;
  /** As DSFinV-K names it, e.g. `ecdsa-plain-SHA256`. */
  readonly algorithm: string;
  /** How the device writes times into what it signs, e.g. `unixTime`. */
  readonly time_format: string;
  /** Base64. */
  readonly public_key: string;
  readonly transaction: number;
  /** Over all signatures of the device; it never goes back. */
  readonly counter: number;
  /** By the device's own clock. */
  readonly started_ms: number;
  readonly logged_ms: number;
  /** Base64. */
  readonly signature: string;
};

/** Why a document has none. The first five are said by who asked, the others by the device. */
export const UNSIGNED_REASONS = [
  'no-device',
  'unreachable',
  'silent',
  'cut-off',
  'garbled',
  'interrupted',
  'certificate-expired',
  'memory-full',
  'other-data',
] as const;
export type UnsignedReason = (typeof UNSIGNED_REASONS)[number];

/** What a till knows of a document's signature: it, or why there is none. */
export type Seal = {
  /** The till's name at the device, `0417-02`. */
  readonly client: string;
  readonly process_type: string;
  readonly process_data: string;
  readonly signed?: DeviceSignature;
  readonly unsigned?: { readonly why: UnsignedReason; readonly since_ms: number };
  /** The paper says that there is none: the device's answer came behind it (TSE5). */
  readonly is_late?: true;
};
