#!/usr/bin/env node
/*
 * node tools/bootstrap.mjs <script.ts> [args]
 *
 * Installs what is missing, then runs the script with the Node that the lock file names. Plain
 * JavaScript without dependencies, because it runs on whatever Node the machine has.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const TICK_MS = 10_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = path.join(ROOT, 'node_modules');
const LOCK = path.join(ROOT, 'package-lock.json');
/** Hash of the lock file that `node_modules` was installed from. */
const STAMP = path.join(MODULES, '.evertill-lock');
const NODE = path.join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** What npm says, and what a person can do about it. First match wins. */
const REMEDIES = [
  [/ENOSPC|no space left/i, 'the disk is full. Free about 2 GB and run the command again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|socket hang up/i,
    'no way to the npm registry. Connect to the network (or set the proxy npm uses) and run the command again.',
  ],
  [/EACCES|EPERM/, `no right to write into ${MODULES}. Make the clone yours and run it again.`],
];

function fail(line) {
  process.stderr.write(`evertill: ${line}\n`);
  process.exit(1);
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex');
}

/** True where an install by hand is as new as the lock file. */
function installedByHand() {
  const theirs = path.join(MODULES, '.package-lock.json');
  return existsSync(theirs) && statSync(theirs).mtimeMs >= statSync(LOCK).mtimeMs;
}

function isInstalled() {
  if (!existsSync(NODE)) return false;
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === lockHash();
  return installedByHand();
}

function stamp() {
  mkdirSync(MODULES, { recursive: true });
  writeFileSync(STAMP, lockHash());
}

/** npm as the one that runs us, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /\.c?js$/.test(script))
    return { command: process.execPath, first: [script], shell: false };
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

function install() {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const { command, first, shell } = npmCommand();
  process.stderr.write('evertill: installing packages, a minute or two the first time\n');
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    const npm = spawn(command, args, { cwd: ROOT, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const tick = setInterval(
      () => process.stderr.write(`evertill: still installing, ${seconds()}\n`),
      TICK_MS,
    );
    const stop = () => {
      npm.kill();
      process.exit(130);
    };
    for (const signal of SIGNALS) process.once(signal, stop);
    let said = '';
    const take = (chunk) => {
      said = `${said}${chunk}`.slice(-20_000);
    };
    npm.stdout.on('data', take);
    npm.stderr.on('data', take);
    npm.on('error', () =>
      fail('npm was not found. Install Node.js 20 or newer from https://nodejs.org, with npm.'),
    );
    npm.on('close', (code) => {
      clearInterval(tick);
      for (const signal of SIGNALS) process.off(signal, stop);
      if (code === 0) {
        process.stderr.write(`evertill: packages installed in ${seconds()}\n`);
        return resolve();
      }
      const remedy = REMEDIES.find(([sign]) => sign.test(said))?.[1];
      if (remedy === undefined) process.stderr.write(`${said.trim()}\n`);
      fail(`packages could not be installed: ${remedy ?? 'the words of npm are above.'}`);
    });
  });
}

function run(script, args) {
  const bin = path.join(MODULES, '.bin');
  const child = spawn(NODE, [path.resolve(ROOT, script), ...args], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
      // Nobody is left to end the child's own children once we are gone.
      EVERTILL_EXIT_WITH_PARENT: '1',
      // A program of hundreds of TypeScript files starts in half the time the second time.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(ROOT, '.cache', 'compile'),
    },
  });
  // A terminal tells the whole group; whoever tells only us means the child.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${NODE} cannot be run: ${error.message}. Run npm ci.`));
  child.on('exit', (code, signal) =>
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)),
  );
}

const [script, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
  fail(
    `Node ${process.versions.node} is too old. Install Node.js 20 or newer from https://nodejs.org.`,
  );
if (script === undefined) fail('usage: node tools/bootstrap.mjs <script.ts> [args]');
if (!existsSync(path.resolve(ROOT, script))) fail(`there is no ${script} in this clone.`);
if (!isInstalled()) await install();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lockHash()) stamp();
run(script, args);
