/** Who asks: a till, the region's other site, the holder of the admin token, somebody signed in to the console, or nobody. */
export type Signer = 'till' | 'peer' | 'admin' | 'person' | 'nobody';

export type DraftBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'lines'; lines: unknown[] }
  | { kind: 'bytes'; bytes: Buffer };

type Headers = [string, string][];

/**
 * A request while it is being spoiled. Path, query and body are put together and signed at the end,
 * so that what is spoiled gets past the signature and is met by what lies behind it; `onHeaders`,
 * `onBody` and `onWire` spoil after signing.
 */
export type Draft = {
  method: string;
  path: string;
  query: [string, string][];
  /** In order; a name may come twice. */
  headers: Headers;
  signer: Signer;
  body: DraftBody;
  gzip: boolean;
  /** Over the body's bytes, before gzip and signature. */
  onText: ((text: Buffer) => Buffer)[];
  /** Over signed headers. */
  onHeaders: ((headers: Headers) => Headers)[];
  /** Over the signed body. */
  onBody: ((bytes: Buffer) => Buffer)[];
  /** Over everything as it would go out; the connection is closed after it. */
  onWire: ((wire: Buffer) => Buffer)[];
  /** What was done to it, for people. */
  done: string[];
};

/** Text in place of a JSON value: what no JSON.stringify would write, e.g. `1e400`. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON of a value that may hold raw parts. */
export function jsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).map(([key, of]) => `${JSON.stringify(key)}:${jsonText(of)}`);
  return `{${pairs.join(',')}}`;
}
