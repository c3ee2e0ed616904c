/** Locks of a running till: its only tab and its only writer. */
const LOCKS = ['evertill-till', 'evertill-writer'];

/** Files of tests share one browser profile: what a till of another file left there goes away. */
export async function forgetTill(): Promise<void> {
  // Waits until the page of the file before is really gone.
  for (const name of LOCKS) await navigator.locks.request(name, () => undefined);
  for (const { name } of await indexedDB.databases()) if (name !== undefined) await drop(name);
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
}

function drop(name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const asked = indexedDB.deleteDatabase(name);
  asked.addEventListener('success', () => resolve());
  asked.addEventListener('error', () => reject(asked.error ?? new Error(`${name} stays`)));
  return promise;
}
