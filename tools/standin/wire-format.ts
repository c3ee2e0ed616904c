/** Turns structured-cloneable values into JSON text and back. */
export type WireFormat = {
  encode: (value: unknown) => string;
  decode: (text: string) => unknown;
};

/**
 * Carries what Electron's structured clone carries: JSON values, undefined, bigint, odd numbers,
 * Date, Map, Set, Error, ArrayBuffer and typed arrays. Throws for functions, symbols and cycles.
 * Self-contained, like its counterpart: their source is also injected into the preload world.
 */
export function wireEncoder(base64: (bytes: Uint8Array) => string): WireFormat['encode'] {
  const open = new Set<object>();

  const refuse = (value: unknown): never => {
    throw new Error(`An object could not be cloned: ${typeof value}`);
  };

  function packBytes(value: ArrayBuffer | ArrayBufferView): object {
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: base64(new Uint8Array(value)) };
    const { buffer, byteOffset, byteLength } = value;
    const name = (value as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? 'DataView';
    return { $: name, v: base64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }

  function packObject(value: object): unknown {
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map)
      return { $: 'map', v: [...value].map(([k, v]) => [pack(k), pack(v)]) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) };
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message, value.stack] };
    const entries = Object.entries(value).map(([k, v]) => [k, pack(v)] as const);
    return '$' in value ? { $: 'object', v: entries } : Object.fromEntries(entries);
  }

  function pack(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (typeof value !== 'object') return refuse(value);
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return packBytes(value);
    if (value instanceof Promise || value instanceof WeakMap || open.has(value))
      return refuse(value);
    open.add(value);
    try {
      return packObject(value);
    } finally {
      open.delete(value);
    }
  }

  return (value) => JSON.stringify(pack(value));
}

/** Reads what `wireEncoder` wrote. */
export function wireDecoder(
  base64: (text: string) => Uint8Array<ArrayBuffer>,
): WireFormat['decode'] {
  const VIEWS: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  function unpackTagged(tag: string, v: unknown): unknown {
    if (tag === 'undefined') return undefined;
    if (tag === 'bigint') return BigInt(v as string);
    if (tag === 'number') return Number(v);
    if (tag === 'date') return new Date(v as number);
    if (tag === 'map')
      return new Map((v as [unknown, unknown][]).map(([k, x]) => [unpack(k), unpack(x)]));
    if (tag === 'set') return new Set((v as unknown[]).map(unpack));
    if (tag === 'object')
      return Object.fromEntries((v as [string, unknown][]).map(([k, x]) => [k, unpack(x)]));
    if (tag === 'error') {
      const [name, message, stack] = v as [string, string, string];
      return Object.assign(new Error(message), { name, stack });
    }
    const { buffer } = base64(v as string);
    if (tag === 'buffer') return buffer;
    const View = VIEWS[tag];
    if (!View) throw new Error(`unknown tag ${tag}`);
    return new View(buffer);
  }

  function unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(unpack);
    if ('$' in value) return unpackTagged(value.$ as string, 'v' in value ? value.v : undefined);
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unpack(v)]));
  }

  return (text) => unpack(JSON.parse(text));
}

/** The format as Node plays it. */
export const nodeWire: WireFormat = {
  encode: wireEncoder((bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  ),
  // A copy, because small Buffers share one pool and a view's buffer must be its own.
  decode: wireDecoder((text) => new Uint8Array(Buffer.from(text, 'base64'))),
};
