import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../demo/demo-error.ts';
import { demoHome } from '../demo/demo-home.ts';
import { releaseSite, requireSite } from './require-site.ts';
import { findTarget, optionsOf, secondsOf, siteIdOf } from './site-target.ts';

/*
 * npm run site:require -- --site a|b [--wait SECONDS] [--region eu|na | --dir FOLDER]
 * npm run site:require -- --site a|b --not --by NAME --and NAME
 * Whether tills must have this site's word before they forget an op. Who asked goes to region.log.
 */

const USAGE =
  'npm run site:require -- --site a|b [--wait SECONDS] | --site a|b --not --by NAME --and NAME';

await runCommand(demoHome(), async () => {
  const options = {
    site: { type: 'string' },
    region: { type: 'string' },
    dir: { type: 'string' },
    wait: { type: 'string', default: '10' },
    not: { type: 'boolean', default: false },
    by: { type: 'string', default: '' },
    and: { type: 'string', default: '' },
  } as const;
  const values = optionsOf(process.argv.slice(2), options, USAGE);
  const target = findTarget(values);
  const id = siteIdOf(values.site, USAGE);
  const people = [values.by, values.and].filter((name) => name !== '');
  const number = values.not
    ? releaseSite(target, id, people)
    : await requireSite(target, id, secondsOf(values.wait, USAGE));
  const said = `site ${id} is ${values.not ? 'no longer' : 'now'} required, region file ${number}`;
  const line = { at: new Date().toISOString(), said, people };
  appendFileSync(join(target.dir, 'region.log'), `${JSON.stringify(line)}\n`, { mode: 0o600 });
  console.log(`${said}; running sites tell their tills within seconds`);
});
