/** Articles a step: a few milliseconds, so that a scan hardly waits. */
const STEP = 1000;
/** Between two steps, ms. */
const REST_MS = 5;

const warming = new WeakSet<object>();

/** Makes a catalogue's search ready in small steps; once at a time. */
export async function warmSearch(index: {
  prepareSearch: (articles: number) => boolean;
}): Promise<void> {
  if (warming.has(index)) return;
  warming.add(index);
  while (!index.prepareSearch(STEP)) {
    await new Promise((resolve) => {
      setTimeout(resolve, REST_MS);
    });
  }
  warming.delete(index);
}
