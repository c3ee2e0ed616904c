import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildTill } from '../build/build.ts';
import { shippedPackages } from '../build/shipped-packages.ts';
import { ROOT } from '../test/run-tool.ts';
import { archiveFaults } from './archive-faults.ts';
import { archiveFiles, archiveHash } from './archive-files.ts';
import { writeFakeElectron } from './fake-electron.ts';
import { fuseFaults } from './fuse-faults.ts';
import { packTills, type PackedTill } from './pack-till.ts';
import { partSizes, sizeFaults, sizeLines } from './part-sizes.ts';
import { bundleSources, sourceFaults } from './source-faults.ts';

/*
 * npm run pack:check
 * Packs the till for Linux and Windows around an Electron that runs nowhere, opens the archives and
 * says what may not ship. Needs no network. Last line `N passed, N failed`; exit 1 on a failure.
 */

const { version } = JSON.parse(
  readFileSync(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8'),
) as { version: string };
const checks: { what: string; faults: readonly string[] }[] = [];
const lines: string[] = [];
const scratch = mkdtempSync(path.join(tmpdir(), 'evertill-pack-'));
try {
  await buildTill();
  const electron = path.join(scratch, 'electron');
  writeFakeElectron(electron, version);
  for (const till of await packTills(electron, path.join(scratch, 'out'))) await check(till);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const faults = checks.flatMap(({ what, faults: found }) => found.map((one) => `${what}: ${one}`));
for (const fault of faults) console.log(fault);
for (const line of lines) console.log(line);
console.log(
  `${checks.filter((one) => one.faults.length === 0).length} passed, ${faults.length} failed`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

async function check({ platform, program, archive }: PackedTill): Promise<void> {
  const files = archiveFiles(archive);
  const sizes = partSizes(files);
  const bundles = bundleSources(ROOT);
  const scripts = [...files.keys()].filter((name) => /\.c?js$/.test(name));
  checks.push(
    { what: `${platform} archive`, faults: archiveFaults(files, ROOT) },
    { what: `${platform} fuses`, faults: await fuseFaults(program) },
    { what: `${platform} sources`, faults: sourceFaults(bundles, scripts, shippedFolders()) },
    { what: `${platform} size`, faults: sizeFaults(sizes, bundles) },
  );
  if (platform === 'windows') {
    // Windows alone compares the archive with what the program says of it.
    const isNamed = readFileSync(program).includes(archiveHash(archive));
    const fault = 'the program does not hold the hash of the archive';
    checks.push({ what: 'windows integrity', faults: isNamed ? [] : [fault] });
  }
  lines.push(`${platform}: ${files.size} files`, ...sizeLines(sizes).map((line) => `  ${line}`));
}

function shippedFolders(): string[] {
  return shippedPackages(ROOT).map(({ folder }) => folder);
}
