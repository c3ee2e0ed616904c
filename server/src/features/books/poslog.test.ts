import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Op } from '../../../../src/contracts/op.ts';
import { posLog } from './poslog.ts';
import { bookedDay, bookedSale, ZURICH } from './testing-day.ts';

const schema = new URL('../../../test/books/poslog-2-transcribed.xsd', import.meta.url);

async function problems(xml: string): Promise<readonly string[]> {
  const contents = await readFile(schema, 'utf8');
  const { errors } = await validateXML({
    xml: { fileName: 'day.xml', contents: xml },
    schema: { fileName: 'poslog.xsd', contents },
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

describe('dom-F5: a store day as ARTS POSLog 2.x', () => {
  test('every kind of op that a day knows holds against our transcription of the schema', async () => {
    const xml = posLog(bookedDay(), ZURICH);
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('<TillAdjust TenderType="cash" Currency="CHF">');
    expect(xml).toContain('<After>220.00</After>');
    // The transcription refuses what is not in it: the line above can fail.
    expect(await problems(xml.replaceAll('<ItemID>', '<ItemId>'))).not.toEqual([]);
    expect(await problems(xml.replaceAll('OperatorID', 'Operator'))).not.toEqual([]);
  });

  test('amounts are decimals of their currency, times stand in the store’s zone', () => {
    const xml = posLog([bookedSale()], ZURICH);
    expect(xml).toContain('<Total TotalType="TransactionGrandAmount">12.40</Total>');
    expect(xml).toContain('<Rounding>');
    expect(xml).toContain('<Amount>-0.02</Amount>');
    expect(xml).toContain('<EndDateTime>2026-11-22T14:05:09+01:00</EndDateTime>');
    expect(xml).toContain('<Quantity>1.5</Quantity>');
    expect(xml).toContain('<ExchangeRate>0.93</ExchangeRate>');
  });

  test('names of articles may be anything: markup and what XML cannot hold do no harm', async () => {
    const odd = bookedSale();
    const body = structuredClone(odd.op.body) as { lines: { name: string }[] };
    for (const line of body.lines) line.name = ']]> <b>&amp;"\u0000\uD800 Käse';
    const xml = posLog([{ ...odd, op: { ...odd.op, body } }], ZURICH);
    expect(await problems(xml)).toEqual([]);
    expect(xml).toContain('&lt;b&gt;&amp;amp;');
  });

  test('practice is marked, and an op that cannot be read is left out', async () => {
    const sale = bookedSale();
    const practised: Op = { ...sale.op, kind: 'training-sale', body: { document: sale.op.body } };
    const broken: Op = { ...sale.op, body: { nothing: true } };
    const xml = posLog(
      [
        { ...sale, op: practised },
        { ...sale, op: broken },
      ],
      ZURICH,
    );
    expect(xml.match(/<Transaction /g)).toHaveLength(1);
    expect(xml).toContain('<Transaction TrainingModeFlag="true">');
    expect(await problems(xml)).toEqual([]);
    expect(await problems(posLog([], ZURICH))).toEqual([]);
  });
});
