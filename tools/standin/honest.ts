/** Thrown when code reaches for a part of Electron that this stand-in does not play. */
export class NotPlayed extends Error {
  constructor(name: string) {
    super(`stand-in: ${name} is not implemented; run on real Electron or implement it here`);
    this.name = 'NotPlayed';
  }
}

/** Names the language itself asks for on any object; a throw here would break `await` and logs. */
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON']);

/**
 * Wraps an object so that reading, testing or setting a property it does not have throws
 * `NotPlayed` with the property's name. Silence would let a spec pass here and fail on Electron.
 */
export function honest<T extends object>(name: string, target: T): T {
  const admit = (key: string | symbol): void => {
    if (typeof key === 'symbol' || key in target || ASKED_BY_THE_LANGUAGE.has(key)) return;
    throw new NotPlayed(`${name}.${key}`);
  };
  return new Proxy(target, {
    get(object, key, receiver) {
      admit(key);
      return Reflect.get(object, key, receiver) as unknown;
    },
    has(object, key) {
      admit(key);
      return Reflect.has(object, key);
    },
    set(object, key, value, receiver) {
      admit(key);
      return Reflect.set(object, key, value, receiver);
    },
  });
}

/** Throws `NotPlayed` for the first option that is not in `known`; `undefined` values count as absent. */
export function admitOptions(name: string, given: object, known: readonly string[]): void {
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined && !known.includes(key)) throw new NotPlayed(`${name}.${key}`);
  }
}
