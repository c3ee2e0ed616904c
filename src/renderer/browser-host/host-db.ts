/** The browser host's own database, apart from the till's: key, identity, marker, last receipts. */
export type HostDb = {
  /** The value under that name, as it was put; undefined where there is none. */
  get(name: string): Promise<unknown>;
  /** On disk when it resolves. */
  put(name: string, value: unknown): Promise<void>;
};

const STORE = 'values';

export async function openHostDb(): Promise<HostDb> {
  const opening = indexedDB.open('identity', 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const db = await settled(opening);
  return {
    get: (name) => settled(db.transaction(STORE).objectStore(STORE).get(name)),
    put(name, value) {
      const change = db.transaction(STORE, 'readwrite', { durability: 'strict' });
      change.objectStore(STORE).put(value, name);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      change.addEventListener('complete', () => resolve());
      change.addEventListener('abort', () => reject(change.error ?? new Error('put aborted')));
      return promise;
    },
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.addEventListener('success', () => resolve(request.result));
  request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
  return promise;
}

/** What a person can do about an error of the browser's storage. */
export function storageFailure(error: unknown): 'disk-full' | 'io' {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull ? 'disk-full' : 'io';
}
