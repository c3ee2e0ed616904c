import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const CATALOGUE = /[\\/]renderer[\\/]words[\\/]\w+\.json$/;

/**
 * A language's catalogue as a script of its own that names the file it was made from: Vite's JSON does
 * not, and the check of what is packed asks every script.
 */
export function shipWords(): Plugin {
  return {
    name: 'ship-words',
    enforce: 'pre',
    load(id) {
      if (!CATALOGUE.test(id)) return undefined;
      const text = readFileSync(id, 'utf8');
      return {
        code: `export default ${JSON.stringify(JSON.parse(text))};`,
        moduleType: 'js',
        map: {
          version: 3,
          sources: [path.basename(id)],
          sourcesContent: [text],
          names: [],
          mappings: 'AAAA',
        },
      };
    },
  };
}
