/**
 * Chromium refuses custom-scheme requests in the Cache API; a loopback origin would accept them and
 * precaching would work only here. Runs in pages and, as a prefix, in worker scripts. Self-contained.
 */
function refuseOwnOrigin(scheme: string): void {
  const prototype = globalThis.Cache?.prototype as unknown as
    Record<string, (...args: unknown[]) => Promise<unknown>> | undefined;
  if (!prototype) return;
  for (const method of ['put', 'add', 'addAll']) {
    const original = prototype[method];
    if (!original) continue;
    prototype[method] = function guarded(this: Cache, ...args: unknown[]) {
      for (const request of [args[0]].flat()) {
        const url = new URL((request as Request).url ?? String(request), location.href);
        if (url.origin === location.origin)
          return Promise.reject(
            new TypeError(
              `Failed to execute '${method}' on 'Cache': Request scheme '${scheme}' is unsupported`,
            ),
          );
      }
      return original.apply(this, args);
    };
  }
}

/** Source that installs the guard, on one line so that line numbers below it stay true. */
export function cacheGuardSource(scheme: string): string {
  const source = `(${refuseOwnOrigin.toString()})(${JSON.stringify(scheme)});`;
  return source.replace(/^\s*\/\/.*$/gm, '').replace(/\s*\n\s*/g, ' ');
}
