import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src/contracts/protocol-version.ts';
import { finishRequest } from './fuzz/finish-request.ts';
import { meetSite, type Met } from './fuzz/fuzz-site.ts';
import { openRawClient } from './fuzz/raw-client.ts';
import { operationOf, undocumented } from './openapi-document.ts';
import { contractions } from './previous/expand-only.ts';
import { thaw, type FrozenBorder } from './previous/frozen-border.ts';
import { readSchema, type Schema } from './previous/read-schema.ts';
import { a, b, pair } from './shared-pair.ts';

/** The border of the release before this one, as it stood (docs/adr/0014). */
const file = path.join(import.meta.dirname, 'previous/fixtures/border.json');
const frozen = JSON.parse(readFileSync(file, 'utf8')) as FrozenBorder;

let met: Met;
beforeAll(async () => {
  met = await meetSite(pair);
});

describe('the version before', () => {
  test('VE1 what its callers send is taken, and answered as they were told it would be', async () => {
    const client = openRawClient(met.port, 20_000);
    const faults: string[] = [];
    for (const request of frozen.requests) {
      const draft = thaw(request, met);
      const name = `${request.method} ${draft.path}`;
      const answer = await client.ask(finishRequest(draft, met.by, Date.now()));
      if (answer.kind !== 'answer') faults.push(`${name}: ${answer.kind}`);
      else if (answer.status !== request.status) faults.push(`${name}: ${answer.status}`);
      else if (answer.status < 400) {
        const found = operationOf(frozen.openapi, request.method, draft.path);
        const what = found && undocumented(found.operation, answer);
        if (found === undefined || what !== undefined) faults.push(`${name}: ${what}`);
      }
    }
    client.close();
    expect(frozen.requests.length).toBeGreaterThan(30);
    expect(faults).toEqual([]);
  });

  test('VE2 its protocol is at most one behind, and still spoken', () => {
    expect(PROTOCOL_VERSION - frozen.protocol).toBeLessThanOrEqual(1);
    expect(PROTOCOL_FLOOR).toBeLessThanOrEqual(frozen.protocol);
  });

  test('VE3 the schema has only grown since: its SQL runs on ours, at both sites', async () => {
    const mirrored = (schema: Schema): Schema =>
      Object.fromEntries(
        Object.entries(schema).map(([name, columns]) => [
          name.replace(/_([ab])$/, (_all, site: string) => (site === 'a' ? '_b' : '_a')),
          columns,
        ]),
      );
    expect(Object.keys(frozen.schema).length).toBeGreaterThan(20);
    expect(contractions(frozen.schema, await readSchema(a.databaseUrl))).toEqual([]);
    expect(contractions(mirrored(frozen.schema), await readSchema(b.databaseUrl))).toEqual([]);
  });

  test('VE3 what breaks the SQL of the version before is told', () => {
    const column = { type: 'text', nullable: true, hasDefault: false };
    const old: Schema = { 'public.t': { a: column, b: column, c: column }, 'public.u': {} };
    const now: Schema = {
      'public.t': {
        a: { ...column, type: 'bigint' },
        c: { ...column, nullable: false },
        d: { ...column, nullable: false },
        e: column,
        f: { ...column, nullable: false, hasDefault: true },
      },
    };
    expect(contractions(old, now)).toEqual([
      'public.t.a was text and is bigint',
      'public.t.b is gone',
      'public.t.c takes no NULL any more',
      'public.t.d is new and must be filled',
      'public.u is gone',
    ]);
  });
});
