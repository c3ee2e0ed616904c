import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { shippedPackages } from './shipped-packages.ts';

const TERMS = /^(licen[cs]e|copying|notice)/i;

/** The words under which others let us ship their work, each text once, with whom it is from. */
export function licenceText(root: string): string {
  const users = new Map<string, string[]>();
  for (const { name, folder, version, license } of shippedPackages(root)) {
    const text = termsOf(path.join(root, folder)) || bareTerms(path.join(root, folder));
    users.set(text, [...(users.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...users]
    .map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function termsOf(folder: string): string {
  return readdirSync(folder)
    .filter((name) => TERMS.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

/** Two packages bring no text; name and author is what they ask for. */
function bareTerms(folder: string): string {
  const { author, license, homepage } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as { author?: unknown; license?: unknown; homepage?: unknown };
  return JSON.stringify({ license, author, homepage }, null, 2);
}

/** Puts `licences.txt` beside the page. */
export function shipLicences(root: string): Plugin {
  return {
    name: 'ship-licences',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licenceText(root) });
    },
  };
}
