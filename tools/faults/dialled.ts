import { AsyncLocalStorage } from 'node:async_hooks';
import net from 'node:net';

const who = new AsyncLocalStorage<string>();
const dialled = new Map<string, Set<string>>();

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

/** As `net` itself reads the arguments of `connect`. */
function addressOf(args: unknown[]): string {
  const [first] = args;
  const [options, host] = Array.isArray(first) ? (first as unknown[]) : args;
  if (typeof options !== 'object' || options === null) return `${String(host)}:${String(options)}`;
  const { path, port, ...named } = options as { host?: string; path?: string; port?: number };
  return port === undefined ? String(path) : `${named.host ?? 'localhost'}:${port}`;
}

/** Every connection of this process goes through here, TLS and `fetch` too. */
function watch(): void {
  // oxlint-disable-next-line typescript/unbound-method
  const connect = net.Socket.prototype.connect as Connect;
  net.Socket.prototype.connect = function dial(this: net.Socket, ...args: unknown[]) {
    const name = who.getStore();
    if (name !== undefined) {
      const known = dialled.get(name) ?? new Set();
      dialled.set(name, known.add(addressOf(args)));
    }
    return connect.apply(this, args);
  };
}
watch();

/** Notes whatever `run`, and all it starts, connects to (I10). */
export function dialling<T>(name: string, run: () => T): T {
  return who.run(name, run);
}

/** `host:port` of all that was dialled under this name. */
export function addressesDialled(name: string): string[] {
  return [...(dialled.get(name) ?? [])];
}
