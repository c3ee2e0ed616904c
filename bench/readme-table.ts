import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apartWords } from './kept-metrics.ts';
import { readResult } from './result-file.ts';
import { resultTable } from './result-table.ts';

/*
 * node bench/readme-table.ts: rewrites README's numbers from bench/results/latest.json.
 * Exit 1 where there is no README.
 */

const README = path.join(import.meta.dirname, '../README.md');
const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** The text with everything between the markers replaced; markers are added where there are none. */
export function withTable(text: string, table: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  const part = `${BEGIN}\n\n${table}\n\n${END}`;
  if (begin < 0 || end < begin) return `${text.trimEnd()}\n\n${part}\n`;
  return `${text.slice(0, begin)}${part}${text.slice(end + END.length)}`;
}

if (import.meta.main) {
  if (!existsSync(README)) {
    console.error('there is no README.md to write the table into');
    process.exit(1);
  }
  const { metrics, machine, date, commit } = readResult();
  const where = `${String(machine['cores'])} cores, ${String(machine['memoryGb'])} GB, ${date.slice(0, 10)}, commit ${commit.slice(0, 7)}`;
  const table = `${resultTable(metrics)}\n\nTills, sites and databases together on one machine: ${where}.${apartWords(metrics)}`;
  writeFileSync(README, withTable(readFileSync(README, 'utf8'), table));
}
