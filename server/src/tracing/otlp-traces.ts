import { setTimeout as sleep } from 'node:timers/promises';
import {
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Context,
  type Link,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { OpStep, OpTraces, TracedOp, TracedPush } from './op-traces.ts';

export type OtlpSettings = {
  /** Base of the collector's OTLP/HTTP; spans go to `/v1/traces` below it. */
  endpoint: string;
  /** Share of traces kept, 0 to 1. By trace id, so every site and worker keeps the same ops. */
  ratio: number;
  region: string;
  site: string;
  worker: string;
};

/** Spans that wait for the collector; the next are dropped. Nothing ever waits for the collector. */
export const MOST_WAITING = 2048;
const BATCH = 512;
const GATHER_MS = 1000;
const EXPORT_MS = 5000;
/** A site that ends does not stay for its spans, ms. */
const STOP_MS = 500;
const SPAN_DIGITS = 16;
const PUSH = '/v1/sync/ops';
const FAILED = 500;

const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

function under(traceId: string, spanId: string): Context {
  const remote = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, remote);
}

/** The sale at the till: the first half of the op's id, as the till derives it too. */
const underSale = ({ traceId }: TracedOp): Context => under(traceId, traceId.slice(0, SPAN_DIGITS));

function attributesOf({ stream, seq }: TracedOp): Record<string, string | number> {
  return { 'evertill.stream': stream, 'evertill.seq': seq };
}

/** Spans to an OTLP/HTTP collector. Attributes are ids and counts; no body, header or credential. */
export function otlpTraces(settings: OtlpSettings): OpTraces {
  const { endpoint, ratio, region, site, worker } = settings;
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_MS,
    concurrencyLimit: 1,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'evertill-site',
      'service.instance.id': `${process.pid}`,
      'evertill.region': region,
      'evertill.site': site,
      'evertill.worker': worker,
    }),
    // Not by the caller's flag: a till must not decide what a site keeps.
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: BATCH,
        scheduledDelayMillis: GATHER_MS,
        exportTimeoutMillis: EXPORT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('evertill');

  function push({ traceparent, status, startedMs, endedMs, stored }: TracedPush): void {
    const [, traceId = '', spanId = ''] = PARENT.exec(traceparent ?? '') ?? [];
    const from = traceId === '' ? ROOT_CONTEXT : under(traceId, spanId);
    const request = tracer.startSpan(
      `POST ${PUSH}`,
      {
        kind: SpanKind.SERVER,
        startTime: startedMs,
        attributes: {
          'http.request.method': 'POST',
          'http.route': PUSH,
          'http.response.status_code': status,
          'evertill.ops': stored?.ops.length ?? 0,
        },
      },
      from,
    );
    // 2: an error, as OpenTelemetry numbers it.
    if (status >= FAILED) request.setStatus({ code: 2 });
    const link: Link = { context: request.spanContext() };
    for (const op of stored?.ops ?? []) {
      const span = tracer.startSpan(
        'op.commit',
        {
          startTime: stored?.fromMs ?? startedMs,
          attributes: { ...attributesOf(op), 'evertill.repeat': stored?.isNew === false },
          links: [link],
        },
        underSale(op),
      );
      span.end(stored?.toMs ?? endedMs);
    }
    request.end(endedMs);
  }

  function step(name: OpStep, ops: readonly TracedOp[], fromMs: number): void {
    const toMs = Date.now();
    for (const op of ops)
      tracer
        .startSpan(name, { startTime: fromMs, attributes: attributesOf(op) }, underSale(op))
        .end(toMs);
  }

  return {
    isOn: true,
    push,
    step,
    async stop() {
      const ended = provider.shutdown().catch(() => undefined);
      await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}
