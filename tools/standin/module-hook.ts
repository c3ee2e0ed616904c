import Module from 'node:module';

type Loader = { _load(request: string, ...rest: unknown[]): unknown };

/**
 * Makes `require('electron')` answer with `electron`, for the app's main and for Playwright, which
 * asks through the inspector. The npm package must never load in Node: it would download a binary.
 */
export function hookElectron(electron: object): void {
  const loader = Module as unknown as Loader;
  const load = loader._load.bind(loader);
  loader._load = (request, ...rest) =>
    request === 'electron' || request === 'electron/main' ? electron : load(request, ...rest);
  Module.registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'electron' || specifier === 'electron/main')
        throw new Error('stand-in: main must be CommonJS; import of electron is not played');
      return next(specifier, context);
    },
  });
}
