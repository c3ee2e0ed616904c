import { registerHooks } from 'node:module';
import { MUTANTS } from './mutants.ts';

/** Loaded with `--import` in the child: hands out one file with the planted fault in it. */
const mutant = MUTANTS.find((m) => m.id === process.env['EVERTILL_MUTANT']);
if (mutant === undefined) throw new Error(`no such mutant: ${process.env['EVERTILL_MUTANT']}`);
const { file, find, replace, id } = mutant;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(file) || loaded.source === undefined || loaded.source === null) return loaded;
    const source =
      typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    if (source.split(find).length !== 2)
      throw new Error(`mutant "${id}": its place is not in ${file} exactly once`);
    return { ...loaded, source: source.replace(find, () => replace) };
  },
});
