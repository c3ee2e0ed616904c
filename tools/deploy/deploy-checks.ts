import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { freePort } from '../region/free-port.ts';
import { waitUntil } from '../region/wait-until.ts';
import { NOTHING_YET, type Outcome } from '../test/outcome.ts';
import { ROOT } from '../test/run-tool.ts';
import { BALANCER_USES, balancerEnv, balancerFaults, HAPROXY_CFG } from './balancer.ts';
import { composeFaults } from './check-compose.ts';
import { alertFaults, dashboardFaults } from './check-queries.ts';
import { settingFaults } from './check-settings.ts';
import { unitFaults } from './check-units.ts';
import { findDebianTool, type DebianTool } from './debian-tool.ts';
import { metricNames } from './metric-names.ts';

const PROMETHEUS = path.join(ROOT, 'deploy', 'prometheus');
/** The one of HAProxy's that alerts and dashboard use; taken on trust only where there is no HAProxy. */
const OF_HAPROXY = 'haproxy_server_status';

/** Names in a scrape of HAProxy as `deploy/haproxy.cfg` starts it, with nobody behind it. */
async function haproxyNames(tool: DebianTool): Promise<string[]> {
  const port = freePort;
  const metrics = await port();
  const apps = [await port(), await port(), await port()] as const;
  const at = balancerEnv({ public: await port(), inside: await port(), metrics, apps });
  const env = { ...process.env, ...tool.env, ...at };
  const child = spawn(tool.command, ['-db', '-f', HAPROXY_CFG], { env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    return await waitUntil("HAProxy's numbers", 10_000, async () => {
      const answer = await fetch(`http://127.0.0.1:${metrics}/metrics`);
      const text = await answer.text();
      return [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    });
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

function promtool(tool: DebianTool, args: readonly string[]): string[] {
  const env = { ...process.env, ...tool.env };
  const run = spawnSync(tool.command, args, { cwd: PROMETHEUS, env, encoding: 'utf8' });
  return run.status === 0 ? [] : [`${run.stdout}${run.stderr}`.trim()];
}

type Check = {
  name: string;
  needs?: DebianTool | string;
  run: (tool: DebianTool) => string[];
};

/** Everything in deploy/, each check one test; one whose tool cannot be had is a skip with its reason. */
export async function checkDeploy(): Promise<Outcome> {
  const haproxy = findDebianTool('haproxy');
  const prom = findDebianTool('promtool');
  const systemd = findDebianTool('systemd-analyze');
  const others = typeof haproxy === 'string' ? [OF_HAPROXY] : await haproxyNames(haproxy);
  const known = new Set([...(await metricNames()), ...others]);
  const rules = (args: readonly string[]) => (tool: DebianTool) => promtool(tool, args);
  const checks: Check[] = [
    ...BALANCER_USES.map((use) => ({
      name: `haproxy.cfg, ${use}: haproxy -c, without a warning`,
      needs: haproxy,
      run: (tool: DebianTool) => [balancerFaults(tool, use)].filter((fault) => fault !== undefined),
    })),
    {
      name: 'prometheus.yml: promtool check config',
      needs: prom,
      run: rules(['check', 'config', 'prometheus.yml']),
    },
    {
      name: 'alerts.yml: promtool check rules',
      needs: prom,
      run: rules(['check', 'rules', '--lint-fatal', 'alerts.yml']),
    },
    {
      name: 'alerts.test.yml: promtool test rules',
      needs: prom,
      run: rules(['test', 'rules', 'alerts.test.yml']),
    },
    {
      name: 'alerts: metrics that exist, tests that hear each, parts of the runbook',
      run: () => alertFaults(known),
    },
    { name: 'Grafana: form, variables, metrics that exist', run: () => dashboardFaults(known) },
    { name: 'compose.yaml: structure, references, mounts', run: () => composeFaults() },
    { name: 'systemd: verify and exposure', needs: systemd, run: unitFaults },
    { name: 'settings: each is read by somebody', run: settingFaults },
  ];
  const outcome: Outcome = { ...NOTHING_YET, failures: [], skips: [] };
  for (const { name, needs = { command: '', env: {} }, run } of checks) {
    if (typeof needs === 'string') outcome.skips.push(`${name}: ${needs}`);
    else {
      const faults = run(needs);
      if (faults.length === 0) outcome.passed += 1;
      else outcome.failures.push(`${name}\n${faults.join('\n')}`);
    }
  }
  return outcome;
}
