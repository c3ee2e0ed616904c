/*
 * Who may import whom. Anything else is an error, and `e2e/fences` plants a violation of every rule
 * to prove that each is awake: dependency-cruiser finds nothing and exits 0 where it cannot read
 * TypeScript.
 */

/** Files that ship nowhere: tests, what only tests use, and pages for development. */
const TEST_FILE = String.raw`(\.(test|spec)\.tsx?$|/testing/|/testing-[^/]+\.ts$)`;
const ELECTRON = '^(electron$|node_modules/electron/)';
const npm = (...names) => `^node_modules/(${names.join('|')})/`;

/** A box and everything it may reach beside itself; tests may reach further. */
const box = (name, comment, from, to, types = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST_FILE },
  to: { pathNot: to, ...types },
});
/** Boxes that run in Node may use what Node brings. */
const NODE = { dependencyTypesNot: ['core'] };

const boxes = [
  box('domain-is-pure', 'domain imports nothing but itself', '^src/domain/', ['^src/domain/']),
  box('contracts-know-schemas', 'contracts: the schema library only', '^src/contracts/', [
    '^src/contracts/',
    npm('typebox'),
  ]),
  box('sync-core-is-pure', 'sync/core: domain and contracts only', '^src/sync/core/', [
    '^src/(sync/core|domain|contracts)/',
  ]),
  box('sync-adapters-know-dexie', 'sync/adapters: sync/core and Dexie', '^src/sync/adapters/', [
    '^src/(sync/(core|adapters)|domain|contracts)/',
    npm('dexie'),
  ]),
  box('renderer-is-a-page', 'renderer: sync, domain, contracts, its libraries', '^src/renderer/', [
    '^src/(renderer|sync/(core|adapters)|domain|contracts)/',
    npm(
      'react',
      'react-dom',
      'react-aria-components',
      'lucide-react',
      'zustand',
      'dexie',
      'typebox',
      '@lingui/core',
      '@noble/hashes',
      '@openfeature/[^/]+',
      '@fontsource-variable/inter',
      'workbox-(precaching|window)',
      'recharts',
    ),
  ]),
  box('preload-is-thin', 'preload: contracts and Electron', '^src/preload/', [
    '^src/(preload|contracts)/',
    ELECTRON,
  ]),
  box(
    'main-has-no-rules',
    'main: contracts, the op log, Node and Electron',
    '^src/main/',
    [
      '^src/(main|contracts|domain/oplog)/',
      ELECTRON,
      npm('undici', 'typebox', '@point-of-sale/receipt-printer-encoder'),
    ],
    NODE,
  ),
  box(
    'server-stands-alone',
    'server: domain, contracts and its own libraries',
    '^server/src/',
    [
      '^server/(src|node_modules)/',
      '^src/(domain|contracts)/',
      npm(
        '@fastify/[^/]+',
        '@openfeature/flagd-core',
        '@opentelemetry/[^/]+',
        'csv-stringify',
        'fast-xml-builder',
        'fastify',
        'imurmurhash',
        'jose',
        'nodemailer',
        'openid-client',
        'pg',
        'prom-client',
        'typebox',
      ),
    ],
    NODE,
  ),
  box(
    'console-is-a-page',
    'console: contracts, domain, the look of the till’s screens, its libraries',
    '^server/console/',
    [
      '^server/console/',
      '^src/(domain|contracts)/',
      '^src/renderer/shared/(ui|look|charts)/',
      npm(
        'react',
        'react-dom',
        '@fontsource-variable/inter',
        '@tanstack/react-virtual',
        'recharts',
        'typebox',
      ),
    ],
  ),
];

export default {
  forbidden: [
    ...boxes,
    {
      name: 'features-are-islands',
      comment: 'a feature never reaches into another; only app/ joins them',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'shared-knows-no-feature',
      comment: 'what everyone shares cannot know who uses it',
      severity: 'error',
      from: { path: '^src/renderer/shared/' },
      to: { path: '^src/renderer/(features|app)/' },
    },
    {
      name: 'screens-hold-no-rules',
      comment: 'screens ask the worker through the client; they never import it',
      severity: 'error',
      from: { path: '^src/renderer/(features|app|shared/ui)/' },
      to: { path: '^src/renderer/till-worker/' },
    },
    {
      name: 'one-door-to-the-host',
      comment: 'only shared/bridge.ts knows which host this page runs on',
      severity: 'error',
      from: {
        path: '^src/renderer/',
        pathNot: ['^src/renderer/browser-host/', '^src/renderer/shared/bridge\\.ts$', TEST_FILE],
      },
      to: { path: '^src/renderer/browser-host/' },
    },
    {
      name: 'no-tests-in-production',
      comment: 'what ships imports no test, no test support, no test library',
      severity: 'error',
      from: { path: '^(src|server/(src|console))/', pathNot: TEST_FILE },
      to: {
        path: [
          TEST_FILE,
          npm('msw', 'vitest', 'fast-check', '@playwright/[^/]+', '@axe-core/[^/]+'),
          '^(tools|e2e|bench|server/test)/',
        ],
      },
    },
    {
      name: 'e2e-is-real',
      comment: 'end-to-end specs talk to real sites, never to MSW',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: npm('msw') },
    },
    {
      name: 'no-cycles',
      comment: 'no module imports itself on a detour; types are gone before anything runs',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-broken-import',
      comment: 'an import that resolves to nothing hides from every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // A type from the wrong side couples as much as a value.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^bench/peers/|\\.d\\.ts$|^e2e/fences/planted/)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'types', 'node', 'browser', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
