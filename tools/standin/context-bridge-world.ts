import type { Shape, WorldNames } from './page-world.ts';

type Honest = <T extends object>(name: string, target: T) => T;

/**
 * Makes `contextBridge` in the isolated world: what the preload exposes is described to the page's
 * world, and the page's calls come back as events. Self-contained: injected by its source.
 */
export function contextBridgeWorld(names: WorldNames, honest: Honest): object {
  type Fn = (...args: unknown[]) => unknown;
  let lastId = 0;
  const functions = new Map<number, Fn>();
  const exposed: Record<string, Shape> = {};
  const emit = (name: string, detail: unknown): boolean =>
    document.dispatchEvent(new CustomEvent(name, { detail }));
  const listen = (name: string, take: (detail: never) => void): void =>
    document.addEventListener(name, (event) => take((event as CustomEvent).detail as never));

  function describe(value: unknown): Shape {
    if (typeof value === 'function') {
      functions.set(++lastId, value as Fn);
      return { f: lastId };
    }
    if (value === null || typeof value !== 'object' || value.constructor !== Object)
      return { v: value };
    return { o: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, describe(v)])) };
  }

  type Argument = { v?: unknown; callback?: number };
  listen(names.call, (detail: { call: number; f: number; args: Argument[] } | null) => {
    if (!detail) return;
    const { call } = detail;
    const args = detail.args.map(({ v, callback }) =>
      callback === undefined
        ? v
        : (...given: unknown[]) => void emit(names.callback, { callback, args: given }),
    );
    try {
      const result = functions.get(detail.f)?.(...args);
      if (!(result instanceof Promise)) {
        emit(names.answer, { call, shape: describe(result) });
        return;
      }
      emit(names.answer, { call, isPending: true });
      result.then(
        (value) => emit(names.settled, { call, shape: describe(value) }),
        (error: unknown) => emit(names.settled, { call, error: (error as Error).message }),
      );
    } catch (error) {
      emit(names.answer, { call, error: (error as Error).message });
    }
  });
  listen(names.hello, () => emit(names.shape, exposed));

  return honest('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      if (key in exposed)
        throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      exposed[key] = describe(api);
      emit(names.shape, exposed);
    },
  });
}
