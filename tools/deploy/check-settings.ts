import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../test/run-tool.ts';

const NAMED = /\bEVERTILL_[A-Z0-9_]+\b/g;
/** Who reads settings: head office, its programs for operators, and the balancer. */
const READERS = ['server/src', 'tools/site', 'deploy/haproxy.cfg'];
/** Names that only pass between the files of deploy/ themselves. */
const OF_DEPLOY = new Set(['EVERTILL_SECRETS_FILE', 'EVERTILL_INSIDE_ADDRESS', 'EVERTILL_CA_FILE']);

/** Every file below a path of the project, or the file itself. */
export function filesBelow(relative: string): string[] {
  const full = path.join(ROOT, relative);
  return /\.\w+$/.test(path.basename(full))
    ? [relative]
    : readdirSync(full, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => path.relative(ROOT, path.join(one.parentPath, one.name)));
}

const namesIn = (file: string): string[] =>
  [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(NAMED)].map(([name]) => name);

/** A setting in deploy/ that nobody reads is a misspelt one. */
export function settingFaults(): string[] {
  const read = new Set(READERS.flatMap(filesBelow).flatMap(namesIn));
  return filesBelow('deploy')
    .filter((file) => file !== 'deploy/haproxy.cfg')
    .flatMap((file) =>
      namesIn(file)
        .filter((name) => !read.has(name) && !OF_DEPLOY.has(name))
        .map((name) => `${file}: nobody reads ${name}`),
    );
}
