import { Registry } from 'prom-client';
import { buildApp, type AppParts } from '../src/app.ts';
import { PokeHub } from '../src/poke-hub.ts';
import { makeDrain } from '../src/plugins/drain.ts';
import { webMetrics } from '../src/metrics/web-metrics.ts';

const ignore = (): void => undefined;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const logger = {
  ...Object.fromEntries(LEVELS.map((level) => [level, ignore])),
  level: 'silent',
  child: () => logger,
};

/** `METHOD /path/{name}` of every route that an app server has, as its router says, not its document. */
export async function servedRoutes(): Promise<string[]> {
  const config = {
    tillOrigins: [],
    maxPushes: 1,
    adminToken: 'not asked by anybody',
    site: 'A',
    siteKeyPem: 'nothing is sealed',
    headTimeoutMs: 1000,
    requestTimeoutMs: 1000,
  };
  // No route is asked anything here, so nothing behind them is there.
  const parts = {
    site: { config, now: () => 0 },
    hub: new PokeHub(),
    news: { on: () => undefined },
    drain: makeDrain(),
    traces: { isOn: false },
    metrics: webMetrics(new Registry()),
    logger,
  } as unknown as AppParts;
  const app = await buildApp(parts);
  await app.ready();
  const tree = app.printRoutes({ commonPrefix: false });
  await app.close();
  return readTree(tree);
}

/** Fastify prints a tree: four columns a level, each node what it adds to the path above it. */
function readTree(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (found === null) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    const path = `${depth === 0 ? '' : above[depth - 1]}${part}`;
    above[depth] = path;
    const url = path.replaceAll(/:(\w+)/g, '{$1}');
    return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${url}`);
  });
}
