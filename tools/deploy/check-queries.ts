import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { ROOT } from '../test/run-tool.ts';
import { promqlNames } from './promql-names.ts';

const DASHBOARD = 'deploy/grafana/site.json';
const ALERTS = 'deploy/prometheus/alerts.yml';
const ALERT_TESTS = 'deploy/prometheus/alerts.test.yml';
const RUNBOOK = 'docs/runbook.md';

const Panel = Type.Object({
  id: Type.Integer(),
  type: Type.String(),
  title: Type.String({ minLength: 1 }),
  gridPos: Type.Object({
    x: Type.Integer({ minimum: 0, maximum: 23 }),
    y: Type.Integer({ minimum: 0 }),
    w: Type.Integer({ minimum: 1, maximum: 24 }),
    h: Type.Integer({ minimum: 1 }),
  }),
  targets: Type.Optional(
    Type.Array(Type.Object({ refId: Type.String(), expr: Type.String({ minLength: 1 }) })),
  ),
});
/** The part of a Grafana dashboard that this one uses. */
const Dashboard = Type.Object({
  uid: Type.String({ minLength: 1, maxLength: 40 }),
  title: Type.String({ minLength: 1 }),
  schemaVersion: Type.Integer({ minimum: 36 }),
  templating: Type.Object({ list: Type.Array(Type.Object({ name: Type.String() })) }),
  panels: Type.Array(Panel),
});
const Rules = Type.Object({
  groups: Type.Array(
    Type.Object({
      name: Type.String(),
      rules: Type.Array(
        Type.Object({
          alert: Type.String(),
          expr: Type.String(),
          annotations: Type.Object({ summary: Type.String(), runbook: Type.String() }),
        }),
      ),
    }),
  ),
});
const RuleTests = Type.Object({
  tests: Type.Array(
    Type.Object({
      alert_rule_test: Type.Array(
        Type.Object({
          alertname: Type.String(),
          exp_alerts: Type.Optional(Type.Array(Type.Any())),
        }),
      ),
    }),
  ),
});

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Names in an expression that no scrape of ours can hold. */
function strangers(where: string, expr: string, known: ReadonlySet<string>): string[] {
  const names = promqlNames(expr);
  if (names.length === 0) return [`${where}: no metric in ${expr}`];
  return names.filter((n) => !known.has(n)).map((n) => `${where}: there is no metric ${n}`);
}

/** The dashboard's form, ids that are its own, variables that exist, and metrics that do. */
export function dashboardFaults(known: ReadonlySet<string>): string[] {
  const raw: unknown = JSON.parse(read(DASHBOARD));
  if (!Value.Check(Dashboard, raw))
    return [...Value.Errors(Dashboard, raw)].map((e) => `${e.instancePath} ${e.message}`);
  const ids = new Set(raw.panels.map((panel) => panel.id));
  const faults = ids.size === raw.panels.length ? [] : ['two panels have one id'];
  const variables = new Set(raw.templating.list.map(({ name }) => name));
  for (const { title, type, targets = [] } of raw.panels) {
    if (type !== 'row' && targets.length === 0) faults.push(`panel ${title} asks nothing`);
    for (const { expr } of targets) {
      faults.push(...strangers(`panel ${title}`, expr, known));
      for (const [, name = ''] of expr.matchAll(/\$(\w+)/g))
        if (!name.startsWith('__') && !variables.has(name))
          faults.push(`panel ${title}: there is no variable ${name}`);
    }
  }
  return faults;
}

/** The anchor GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

/** Each alert asks for metrics that exist, is seen to sound by a test, and names a part of the runbook. */
export function alertFaults(known: ReadonlySet<string>): string[] {
  const raw: unknown = parse(read(ALERTS));
  const tests: unknown = parse(read(ALERT_TESTS));
  if (!Value.Check(Rules, raw)) return ['alerts.yml: a rule lacks alert, expr, summary or runbook'];
  if (!Value.Check(RuleTests, tests)) return ['alerts.test.yml: a test without alertname'];
  const sounded = new Set(
    tests.tests
      .flatMap((one) => one.alert_rule_test)
      .filter((one) => (one.exp_alerts ?? []).length > 0)
      .map((one) => one.alertname),
  );
  const anchors = new Set(
    [...read(RUNBOOK).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
  );
  return raw.groups
    .flatMap((group) => group.rules)
    .flatMap(({ alert, expr, annotations }) => {
      const [file, anchor = ''] = annotations.runbook.split('#');
      const isThere = file === RUNBOOK && anchors.has(anchor);
      return [
        ...strangers(alert, expr, known),
        ...(sounded.has(alert) ? [] : [`${alert}: no test sees it sound`]),
        ...(isThere ? [] : [`${alert}: there is no ${annotations.runbook}`]),
      ];
    });
}
