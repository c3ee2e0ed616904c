import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Value } from 'typebox/value';
import { BuildVersion, type BuildsView } from '../../src/contracts/build-feed.ts';
import { buildTill } from '../build/build.ts';
import { askAdmin } from '../demo/admin-client.ts';
import { badInput, runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { SITE_IDS, siteUrl } from '../region/pair-settings.ts';
import { findTarget, optionsOf } from '../site/site-target.ts';
import { packBuild } from './pack-build.ts';
import { publishBuild } from './publish-build.ts';

/*
 * npm run build:publish -- [--build VERSION] [--champion] [--who NAME]
 *                          [--region eu|na | --dir FOLDER | --to URL,URL --token-file FILE]
 * Builds the till, brings it to every site and puts it on offer; the version is package.json's unless
 * said. --champion: what stores outside pilots run from now on. Exit 1: refused. 2: bad input.
 */

const USAGE =
  'npm run build:publish -- [--build VERSION] [--champion] [--who NAME] [--region eu|na | --dir FOLDER | --to URL,URL --token-file FILE]';
const ROOT = path.resolve(import.meta.dirname, '../..');

await runCommand(demoHome(), async () => {
  const options = {
    build: { type: 'string' },
    champion: { type: 'boolean', default: false },
    who: { type: 'string', default: userInfo().username },
    region: { type: 'string' },
    dir: { type: 'string' },
    to: { type: 'string' },
    'token-file': { type: 'string' },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const version = values.build ?? ownVersion();
  if (!isVersion(version)) throw badInput(`"${version}" is no version: use 1.2.3`);
  const { urls, token } = sitesOf(values);
  await buildTill(['main', 'preload', 'renderer']);
  const bytes = packBuild(ROOT, version);
  const { who } = values;
  let said = await publishBuild({ urls, token, who, version, bytes });
  const [first = ''] = urls;
  if (values.champion)
    said = await askAdmin<BuildsView>(first, token, '/v1/admin/builds/champion', { who, version });
  console.log(`build ${version}: ${bytes.length} bytes at ${urls.join(' and ')}`);
  console.log(`champion: ${said.champion ?? 'none, so no pilot of a build can start'}`);
});

const isVersion = (text: string): boolean => Value.Check(BuildVersion, text);

function ownVersion(): string {
  const text = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

type Where = { to?: string; 'token-file'?: string; dir?: string; region?: string };

function sitesOf(values: Where): { urls: string[]; token: string } {
  if (values.to !== undefined) {
    const file = values['token-file'];
    if (file === undefined) throw badInput(`usage: ${USAGE}`);
    return { urls: values.to.split(','), token: readFileSync(file, 'utf8').trim() };
  }
  const { saved } = findTarget(values);
  return { urls: SITE_IDS.map((id) => siteUrl(saved, id)), token: saved.adminToken };
}
