import { createServer, type ServerResponse } from 'node:http';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Attributes = Type.Array(Type.Object({ key: Type.String(), value: Type.Unknown() }));
const Span = Type.Object({
  traceId: Type.String(),
  spanId: Type.String(),
  parentSpanId: Type.Optional(Type.String()),
  name: Type.String(),
  startTimeUnixNano: Type.String(),
  endTimeUnixNano: Type.String(),
  attributes: Attributes,
});
/** The part of OTLP's JSON (`ExportTraceServiceRequest`) that is looked at. */
const Export = Type.Object({
  resourceSpans: Type.Array(
    Type.Object({
      resource: Type.Object({ attributes: Attributes }),
      scopeSpans: Type.Array(Type.Object({ spans: Type.Array(Span) })),
    }),
  ),
});

/** A span as it came, and the site it came from. */
export type CollectedSpan = Static<typeof Span> & { site: string };
export type Collector = {
  endpoint: string;
  readonly spans: readonly CollectedSpan[];
  /** Everything that came, as sent. */
  readonly text: string;
  /** Requests that were not OTLP in JSON. */
  readonly strange: number;
  /** From now on answers nobody; `release` answers those who wait and all to come. */
  hang(): void;
  release(): void;
  stop(): Promise<void>;
};

function siteOf(attributes: Static<typeof Attributes>): string {
  const found = attributes.find(({ key }) => key === 'evertill.site')?.value;
  return Value.Check(Type.Object({ stringValue: Type.String() }), found) ? found.stringValue : '';
}

/** A small collector of OTLP over HTTP on 127.0.0.1, for tests: it keeps what it is sent. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const texts: string[] = [];
  const waiting: ServerResponse[] = [];
  let strange = 0;
  let hangs = false;
  const take = (url: string | undefined, text: string): void => {
    texts.push(text);
    const body: unknown = JSON.parse(text);
    if (url !== '/v1/traces' || !Value.Check(Export, body)) {
      strange += 1;
      return;
    }
    for (const { resource, scopeSpans } of body.resourceSpans)
      for (const span of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({ ...span, site: siteOf(resource.attributes) });
  };
  const accept = (reply: ServerResponse): void => {
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      take(request.url, Buffer.concat(parts).toString());
      if (hangs) waiting.push(reply);
      else accept(reply);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    get text() {
      return texts.join('\n');
    },
    get strange() {
      return strange;
    },
    hang() {
      hangs = true;
    },
    release() {
      hangs = false;
      for (const reply of waiting.splice(0)) accept(reply);
    },
    async stop() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
