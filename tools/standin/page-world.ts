/** Names of the DOM events that join the two worlds of a page; random for each launch. */
export type WorldNames = {
  shape: string;
  hello: string;
  call: string;
  answer: string;
  settled: string;
  callback: string;
  windowOpen: string;
};

/** An exposed value as the page rebuilds it: a function by number, an object of such, or a copy. */
export type Shape = { f: number } | { o: Record<string, Shape> } | { v: unknown };

type Answer = { call: number; shape?: Shape; error?: string; isPending?: boolean };

/**
 * Runs in the page's own world before any page script: rebuilds, frozen, what the preload exposed,
 * and refuses `window.open`. Self-contained: injected by its source.
 */
export function pageWorld(names: WorldNames): void {
  let lastId = 0;
  const promises = new Map<number, { resolve(v: unknown): void; reject(e: Error): void }>();
  const callbacks = new Map<number, (...args: unknown[]) => unknown>();
  const target = document;
  const emit = (name: string, detail: unknown): boolean =>
    target.dispatchEvent(new CustomEvent(name, { detail }));
  const listen = (name: string, take: (detail: never) => void): void =>
    target.addEventListener(name, (event) => take((event as CustomEvent).detail as never));

  function call(f: number, args: unknown[]): unknown {
    const id = ++lastId;
    const answers: Answer[] = [];
    const take = (event: Event): void => void answers.push((event as CustomEvent).detail as Answer);
    const marked = args.map((arg) => {
      if (typeof arg !== 'function') return { v: arg };
      callbacks.set(++lastId, arg as (...args: unknown[]) => unknown);
      return { callback: lastId };
    });
    target.addEventListener(names.answer, take);
    emit(names.call, { call: id, f, args: marked });
    target.removeEventListener(names.answer, take);
    const answer = answers.find((a) => a?.call === id);
    if (!answer) throw new Error('An object could not be cloned.');
    if (answer.error !== undefined) throw new Error(answer.error);
    if (answer.isPending)
      return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
    return answer.shape && build(answer.shape);
  }

  function build(shape: Shape): unknown {
    if ('f' in shape) return Object.freeze((...args: unknown[]) => call(shape.f, args));
    if (!('o' in shape)) return shape.v;
    const entries = Object.entries(shape.o).map(([key, part]) => [key, build(part)] as const);
    return Object.freeze(Object.fromEntries(entries));
  }

  listen(names.settled, (detail: Answer) => {
    const waiting = promises.get(detail?.call);
    promises.delete(detail?.call);
    if (detail.error !== undefined) waiting?.reject(new Error(detail.error));
    else waiting?.resolve(detail.shape && build(detail.shape));
  });
  listen(names.callback, (detail: { callback: number; args: unknown[] }) => {
    callbacks.get(detail.callback)?.(...detail.args);
  });
  listen(names.shape, (shapes: Record<string, Shape>) => {
    for (const [key, shape] of Object.entries(shapes))
      if (!(key in window))
        Object.defineProperty(window, key, { value: build(shape), enumerable: true });
  });
  emit(names.hello, null);

  const own = window.open.bind(window);
  window.open = (url, name, features) => {
    if (/^_(self|top|parent)$/.test(name ?? '')) return own(url, name, features);
    emit(names.windowOpen, { url: new URL(url ?? '', location.href).href, name, features });
    return null;
  };
}
