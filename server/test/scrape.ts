/** One line of Prometheus's text: the value under exactly these labels, of the first that fits. */
export type Samples = { value(name: string, labels?: Record<string, string>): number | undefined };

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="([^"]*)"/g;

/** Every sample of a scrape. Throws where the answer is no such text. */
export async function scrape(port: number): Promise<Samples & { text: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  if (answer.status !== 200) throw new Error(`the scrape was answered ${answer.status}`);
  const text = await answer.text();
  const samples = text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, key, of]) => [key, of] as const);
    return [{ name, labels: new Map(pairs), value: Number(value) }];
  });
  return {
    text,
    value: (name, labels = {}) =>
      samples.find(
        (s) =>
          s.name === name && Object.entries(labels).every(([key, of]) => s.labels.get(key) === of),
      )?.value,
  };
}
