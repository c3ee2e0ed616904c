const replayed = new WeakSet<Event>();

/** Whether it is a person's key that was held and now comes again. */
export function isReplayed(event: Event): boolean {
  return replayed.has(event);
}

/** Keys the page never saw still do what they do; `type` gets each that did nothing. */
export function replayKeys(page: Document, keys: string, type: (key: string) => void): void {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    replayed.add(event);
    (page.activeElement ?? page.body).dispatchEvent(event);
    if (!event.defaultPrevented) type(key);
  }
}
