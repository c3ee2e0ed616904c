import { buildTill } from '../build/build.ts';
import { checkDeploy } from '../deploy/deploy-checks.ts';
import { reportLines } from '../faults/fault-report.ts';
import type { Outcome } from './outcome.ts';
import { playwrightStage } from './playwright-stage.ts';
import type { Sized } from './side-by-side.ts';
import { countedStage, simulationStage, toolStage } from './simple-stages.ts';
import { vitestStage } from './vitest-stage.ts';

/** One part of `npm test`. */
export type Stage = Sized & {
  name: string;
  what: string;
  needsBrowser?: true;
  run(): Promise<Outcome>;
};

/** Enough to reach every fault the simulation knows, in under two minutes on two cores. */
const SEEDS = 3000;
const FIXTURES = ['tax', 'cash-rounding', 'promotions', 'barcodes', 'cashup'].map(
  (name) => `src/domain/fixtures/${name}.json`,
);
const CRUISED = ['src', 'server', 'tools', 'e2e', 'bench'];

/** In order: what fails fastest comes first, and of two side by side the longer one. */
export const STAGES: readonly Stage[] = [
  {
    name: 'types',
    needs: 'one-core',
    what: 'TypeScript, one project a box',
    run: () => toolStage('node_modules/typescript/bin/tsc', ['-b']),
  },
  {
    name: 'format',
    needs: 'one-core',
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
    name: 'lint',
    needs: 'one-core',
    what: 'oxlint with types',
    run: () => toolStage('node_modules/oxlint/bin/oxlint', ['--type-aware']),
  },
  {
    name: 'directions',
    needs: 'one-core',
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
    needs: 'one-core',
    what: 'every planted violation is reported',
    run: () => countedStage('e2e/fences/run-fences.ts', []),
  },
  {
    name: 'dead-code',
    needs: 'one-core',
    what: 'knip',
    run: () => toolStage('node_modules/knip/bin/knip.js', []),
  },
  {
    name: 'words',
    needs: 'one-core',
    what: 'everything is said, and in every language',
    run: () => countedStage('tools/words/run-words.ts', []),
  },
  {
    name: 'pack',
    needs: 'one-core',
    what: 'electron-builder packs offline, and nothing ships that may not',
    run: () => countedStage('tools/pack/run-pack-check.ts', []),
  },
  {
    name: 'deploy',
    needs: 'one-core',
    what: 'deploy/: HAProxy, Prometheus, systemd, compose, Grafana',
    run: checkDeploy,
  },
  {
    name: 'simulation',
    needs: 'one-core',
    what: `the client core against two sites, ${SEEDS} seeds`,
    run: () => simulationStage(SEEDS),
  },
  {
    name: 'unit',
    needs: 'one-core',
    what: 'unit and property tests',
    run: () => vitestStage('vitest.config.ts'),
  },
  {
    name: 'vectors',
    needs: 'one-core',
    what: 'tax, cash rounding, promotions, barcodes, cash-up',
    run: () => countedStage('tools/vectors/run-vectors.ts', FIXTURES),
  },
  {
    name: 'server',
    needs: 'machine',
    what: 'head office on a real pair of PostgreSQL servers',
    run: () => vitestStage('vitest.server.config.ts'),
  },
  {
    name: 'faults',
    needs: 'machine',
    what: 'every row of the endpoint table with a real fault, a headless till and a real pair',
    async run() {
      return { ...(await vitestStage('vitest.faults.config.ts')), notes: reportLines() };
    },
  },
  {
    name: 'browser',
    needs: 'machine',
    what: 'contracts and screens in Chromium',
    needsBrowser: true,
    run: () => vitestStage('vitest.browser.config.ts'),
  },
  {
    name: 'e2e',
    needs: 'machine',
    what: 'Playwright on the Electron host',
    needsBrowser: true,
    async run() {
      await buildTill();
      return playwrightStage();
    },
  },
];
