import { buildTill } from '../build/build.ts';
import { checkDeploy } from '../deploy/deploy-checks.ts';
import { reportLines } from '../faults/fault-report.ts';
import type { Outcome } from './outcome.ts';
import { playwrightStage } from './playwright-stage.ts';
import { countedStage, simulationStage, toolStage } from './simple-stages.ts';
import { vitestStage } from './vitest-stage.ts';

/** One part of `npm test`. */
export type Stage = { name: string; what: string; needsBrowser?: true; run(): Promise<Outcome> };

/** Enough to reach every fault the simulation knows, in under two minutes on two cores. */
const SEEDS = 3000;
const FIXTURES = ['tax', 'cash-rounding', 'promotions', 'barcodes'].map(
  (name) => `src/domain/fixtures/${name}.json`,
);
const CRUISED = ['src', 'server', 'tools', 'e2e', 'bench'];

/** In order: what fails fastest comes first. */
export const STAGES: readonly Stage[] = [
  {
    name: 'format',
    what: 'Prettier',
    run: () =>
      toolStage('node_modules/prettier/bin/prettier.cjs', [
        '--check',
        '--cache',
        '--cache-location',
        '.cache/prettier',
        '.',
      ]),
  },
  {
    name: 'types',
    what: 'TypeScript, one project a box',
    run: () => toolStage('node_modules/typescript/bin/tsc', ['-b']),
  },
  {
    name: 'lint',
    what: 'oxlint with types',
    run: () => toolStage('node_modules/oxlint/bin/oxlint', ['--type-aware']),
  },
  {
    name: 'directions',
    what: 'dependency-cruiser',
    run: () =>
      toolStage('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', [
        ...CRUISED,
        '--config',
        '.dependency-cruiser.mjs',
      ]),
  },
  {
    name: 'fences',
    what: 'every planted violation is reported',
    run: () => countedStage('e2e/fences/run-fences.ts', []),
  },
  {
    name: 'dead-code',
    what: 'knip',
    run: () => toolStage('node_modules/knip/bin/knip.js', []),
  },
  {
    name: 'pack',
    what: 'electron-builder packs offline, and nothing ships that may not',
    run: () => countedStage('tools/pack/run-pack-check.ts', []),
  },
  {
    name: 'deploy',
    what: 'deploy/: HAProxy, Prometheus, systemd, compose, Grafana',
    run: checkDeploy,
  },
  { name: 'unit', what: 'unit and property tests', run: () => vitestStage('vitest.config.ts') },
  {
    name: 'vectors',
    what: 'tax, cash rounding, promotions, barcodes',
    run: () => countedStage('tools/vectors/run-vectors.ts', FIXTURES),
  },
  {
    name: 'simulation',
    what: `the client core against two sites, ${SEEDS} seeds`,
    run: () => simulationStage(SEEDS),
  },
  {
    name: 'server',
    what: 'head office on a real pair of PostgreSQL servers',
    run: () => vitestStage('vitest.server.config.ts'),
  },
  {
    name: 'faults',
    what: 'every row of the endpoint table with a real fault, a headless till and a real pair',
    async run() {
      return { ...(await vitestStage('vitest.faults.config.ts')), notes: reportLines() };
    },
  },
  {
    name: 'browser',
    what: 'contracts and screens in Chromium',
    needsBrowser: true,
    run: () => vitestStage('vitest.browser.config.ts'),
  },
  {
    name: 'e2e',
    what: 'Playwright on the Electron host',
    needsBrowser: true,
    async run() {
      await buildTill();
      return playwrightStage();
    },
  },
];
