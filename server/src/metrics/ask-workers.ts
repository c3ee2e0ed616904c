import cluster from 'node:cluster';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AggregatorRegistry, type MetricObject, type Registry } from 'prom-client';

/** A worker whose event loop stands still is left out; a scrape must show that, not wait for it. */
const ANSWER_WITHIN_MS = 2000;

const Ask = Type.Object({ ask: Type.Literal('metrics'), id: Type.Integer() });
const Answer = Type.Object({
  metricsOf: Type.Integer(),
  metrics: Type.Array(Type.Object({ name: Type.String() })),
});

let asked = 0;

/** In a worker: answers the primary's questions. */
export function answerMetrics(registry: Registry): void {
  const answer = async (id: number): Promise<void> => {
    const metrics = await registry.getMetricsAsJSON();
    if (process.connected) process.send?.({ metricsOf: id, metrics });
  };
  process.on('message', (message) => {
    if (!Value.Check(Ask, message)) return;
    void answer(message.id);
  });
}

/** In the primary: its own metrics and those of every worker that answers, in Prometheus's text. */
export async function askWorkers(own: Registry): Promise<string> {
  asked += 1;
  const id = asked;
  const workers = Object.values(cluster.workers ?? {}).filter((w) => w?.isConnected() === true);
  const answers: MetricObject[][] = [];
  let gone = 0;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const enough = (): void => {
    if (answers.length + gone === workers.length) resolve();
  };
  const take = (_worker: unknown, message: unknown): void => {
    if (!Value.Check(Answer, message) || message.metricsOf !== id) return;
    answers.push(message.metrics as unknown as MetricObject[]);
    enough();
  };
  cluster.on('message', take);
  const timer = setTimeout(resolve, ANSWER_WITHIN_MS);
  for (const worker of workers)
    worker?.send({ ask: 'metrics', id } satisfies Static<typeof Ask>, (error) => {
      // Dead, and not seen to be yet. Without this function Node throws it at the whole primary.
      if (error === null) return;
      gone += 1;
      enough();
    });
  if (workers.length > 0) await done;
  clearTimeout(timer);
  cluster.off('message', take);
  const all = [await own.getMetricsAsJSON(), ...answers];
  // Each worker has a label of its own, so nothing is summed: the parts only come under one name.
  return AggregatorRegistry.aggregate(all).metrics();
}
