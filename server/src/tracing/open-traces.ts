import type { Config } from '../config.ts';
import { WORKER } from '../metrics/worker-registry.ts';
import { NO_TRACES, type OpTraces } from './op-traces.ts';

/** Spans where a collector is named; else nothing is even loaded. */
export async function openTraces(config: Config): Promise<OpTraces> {
  const { otlpEndpoint, traceRatio, region, site } = config;
  if (otlpEndpoint === '') return NO_TRACES;
  const { otlpTraces } = await import('./otlp-traces.ts');
  const worker = process.env[WORKER] ?? '';
  return otlpTraces({ endpoint: otlpEndpoint, ratio: traceRatio, region, site, worker });
}
