import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../test/run-tool.ts';
import { composeFaults } from './check-compose.ts';

const WHOLE = readFileSync(path.join(ROOT, 'deploy/compose.yaml'), 'utf8');

test('the file as it is has no fault', () => {
  expect(composeFaults(WHOLE)).toEqual([]);
});

test.each([
  ['a misspelt key', '    restart: always', '    restrat: always', /additional|unexpected/i],
  ['a key twice', 'name: evertill', 'name: evertill\nname: other', /unique/],
  ['a service nobody has', 'depends_on: [app1, app2, app3]', 'depends_on: [app9]', /service app9/],
  ['a file that is not there', './haproxy.cfg', './haprxy.cfg', /haprxy/],
  ['a volume nobody has', 'postgres:/var', 'postgrs:/var', /volume postgrs/],
  ['an image without a version', 'image: postgres:18', 'image: postgres', /image/],
  ['a secret nobody has', 'secrets: [site-key, region-trust]', 'secrets: [x]', /secret x/],
  ['a variable that may be empty', '${EVERTILL_SITE:?}', '${EVERTILL_SITE}', /EVERTILL_SITE/],
  ['a port that is none', "'443:8443'", "'44a:8443'", /port/],
])('a fault planted is found: %s', (_name, from, to, said) => {
  expect(WHOLE).toContain(from);
  expect(composeFaults(WHOLE.replace(from, to)).join('\n')).toMatch(said);
});
