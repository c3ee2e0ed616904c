import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { LanDay } from '../../contracts/lan.ts';
import { openRegion, type TrustedRegion } from '../../contracts/read-token.ts';
import { publicKeyText, signText } from '../identity/ed25519.ts';
import { newKey, openHeadOffice, token, type HeadOffice } from '../identity/testing-head-office.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { askLan } from './ask-lan.ts';
import { answerLan, DAY_TOPIC, lanQuestion, type LanTill } from './lan-exchange.ts';
import { openLanServer, type LanServer } from './lan-server.ts';
import { readLanSetting, type LanAddress } from './lan-setting.ts';
import { storeLan } from './store-lan.ts';

const DAY = '2026-11-22';
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A head office that issued its credentials and then went away. */
async function goneHeadOffice(region = 'eu'): Promise<HeadOffice & { trusted: TrustedRegion }> {
  const office = await openHeadOffice(region);
  office.close();
  const trusted = await openRegion(nodeTokenTools, office.trust);
  if (trusted === undefined) throw new Error('a region of its own making');
  return { ...office, trusted };
}
type Office = Awaited<ReturnType<typeof goneHeadOffice>>;

function enrolled(office: Office, till: string, store = '0417'): LanTill {
  const key = newKey();
  const { region } = office.trusted.file;
  const credential = office.credential(publicKeyText(key), {
    store,
    till,
    till_id: `${region}-${store}-${till}`,
  });
  return {
    region: office.trusted,
    credential,
    credentialToken: token(office.siteKey, 'credential', credential),
    sign: (purpose, text) => signText(key, purpose, text),
  };
}

const dayOf = (till: string, over: Partial<LanDay> = {}): LanDay => ({
  store: '0417',
  till,
  day: DAY,
  at_ms: 1,
  shifts: [
    { shift_id: `s-${till}`, state: 'open', opened_ms: 1, opened_by: '7', documents: 3, counts: 0 },
  ],
  unsent: 3,
  ...over,
});

/** A till that listens at an address of its own on this machine. */
async function listening(till: LanTill, host: string, others: readonly LanAddress[] = []) {
  const lan = storeLan(others, () => till);
  const server = await openLanServer(
    { host, port: 0 },
    new Map([[DAY_TOPIC.path, (question: string) => lan.answer(question)]]),
  );
  open.push(server);
  return { lan, address: server.address };
}

describe('dom-Z11: three tills of a store on its LAN, head office away', () => {
  test('one till hears the day of every other, and of one that is off that it is not there', async () => {
    const office = await goneHeadOffice();
    const two = await listening(enrolled(office, '02'), '127.0.0.2');
    const three = await listening(enrolled(office, '03'), '127.0.0.3');
    two.lan.tell(dayOf('02'));
    three.lan.tell(dayOf('03', { unsent: 0 }));
    const off = await listening(enrolled(office, '04'), '127.0.0.4');
    await (open.pop() as LanServer).close();
    const others = [two.address, three.address, off.address];
    const one = storeLan(others, () => enrolled(office, '01'));
    const heard = await one.ask(DAY);
    expect(heard.map((h) => (h.ok ? h.day : h.failure))).toEqual([
      dayOf('02'),
      dayOf('03', { unsent: 0 }),
      'unreachable',
    ]);
    // The newest word counts, and a day nobody told of is said to be none.
    three.lan.tell(dayOf('03', { unsent: 9 }));
    expect((await one.ask(DAY))[1]).toMatchObject({ day: { unsent: 9 } });
    expect((await one.ask('2026-11-21'))[0]).toMatchObject({ failure: 'nothing' });
  });

  test('a till of another store or region learns nothing, and is believed nothing', async () => {
    const office = await goneHeadOffice();
    const elsewhere = await goneHeadOffice();
    const two = await listening(enrolled(office, '02'), '127.0.0.2');
    two.lan.tell(dayOf('02'));
    for (const stranger of [enrolled(office, '01', '0418'), enrolled(elsewhere, '01')]) {
      const [heard] = await storeLan([two.address], () => stranger).ask(DAY);
      expect(heard).toMatchObject({ ok: false, failure: 'refused' });
      const theirs = await listening(stranger, '127.0.0.5');
      theirs.lan.tell(dayOf('01'));
      const [said] = await storeLan([theirs.address], () => enrolled(office, '03')).ask(DAY);
      expect(said?.ok).toBe(false);
    }
  });

  test('a till is heard under its own number alone, and never as the one that asks', async () => {
    const office = await goneHeadOffice();
    const two = enrolled(office, '02');
    const { body, read } = lanQuestion(enrolled(office, '01'), DAY_TOPIC, { day: DAY });
    const asOther = await answerLan(two, DAY_TOPIC, body, () => dayOf('03'));
    expect(await read(asOther ?? '')).toEqual({ ok: false, failure: 'stranger' });
    const copy = enrolled(office, '01');
    const asMyself = await answerLan(copy, DAY_TOPIC, body, () => dayOf('01'));
    expect(await read(asMyself ?? '')).toEqual({ ok: false, failure: 'stranger' });
  });

  test('an answer fits its own question only, and nobody else can read it', async () => {
    const office = await goneHeadOffice();
    const [one, two] = [enrolled(office, '01'), enrolled(office, '02')];
    const first = lanQuestion(one, DAY_TOPIC, { day: DAY });
    const recorded = (await answerLan(two, DAY_TOPIC, first.body, () => dayOf('02'))) ?? '';
    expect(recorded).not.toContain('s-02');
    expect(await first.read(recorded)).toEqual({ ok: true, word: dayOf('02') });
    const again = lanQuestion(one, DAY_TOPIC, { day: DAY });
    expect(await again.read(recorded)).toEqual({ ok: false, failure: 'stranger' });
    // A question changed on its way is nobody's.
    const changed = JSON.stringify({ ...JSON.parse(again.body), day: '2026-11-21' });
    expect(await answerLan(two, DAY_TOPIC, changed, () => dayOf('02'))).toBeUndefined();
    const answer = JSON.parse(
      (await answerLan(two, DAY_TOPIC, again.body, () => dayOf('02'))) ?? '{}',
    ) as {
      sealed: string;
    };
    const bent = `${answer.sealed.slice(0, 30)}${answer.sealed[30] === 'A' ? 'B' : 'A'}${answer.sealed.slice(31)}`;
    expect(await again.read(JSON.stringify({ ...answer, sealed: bent }))).toMatchObject({
      failure: 'stranger',
    });
  });

  test('what is no question of ours is cut off, and the till goes on answering', async () => {
    const office = await goneHeadOffice();
    const two = await listening(enrolled(office, '02'), '127.0.0.2');
    two.lan.tell(dayOf('02'));
    for (const body of ['', '{}', 'x'.repeat(100_000), '\u0000'])
      expect(await askLan(two.address, DAY_TOPIC.path, body)).toMatchObject({ ok: false });
    const path = await new Promise<string>((resolve) => {
      const { host, port } = two.address;
      request({ host, port, path: '/', agent: false })
        .on('response', () => resolve('answered'))
        .on('error', () => resolve('cut off'))
        .end();
    });
    expect(path).toBe('cut off');
    const [heard] = await storeLan([two.address], () => enrolled(office, '01')).ask(DAY);
    expect(heard).toMatchObject({ ok: true });
  });

  test('something else at the address is a stranger; something that says nothing is silent', async () => {
    const office = await goneHeadOffice();
    const portal = createServer((_, response) => response.end('<html>Sign in</html>'));
    const hanging = createServer(() => undefined);
    const at = async (server: typeof portal): Promise<LanAddress> => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
      open.push({ close: () => (server.closeAllConnections(), server.close()) });
      return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    };
    const others = [await at(portal), await at(hanging)];
    const waits = { connectMs: 200, totalMs: 300 };
    const heard = await storeLan(others, () => enrolled(office, '01'), waits).ask(DAY);
    expect(heard.map((h) => !h.ok && h.failure)).toEqual(['stranger', 'silent']);
  });
});

describe('EVERTILL_LAN', () => {
  test('no setting, no LAN; own address out of the list of the others', () => {
    expect(readLanSetting({})).toEqual({ ok: true, lan: undefined });
    expect(
      readLanSetting({
        EVERTILL_LAN: '10.1.2.11',
        EVERTILL_LAN_TILLS: '10.1.2.11, 10.1.2.12:9301',
      }),
    ).toEqual({
      ok: true,
      lan: {
        own: { host: '10.1.2.11', port: 9300 },
        others: [{ host: '10.1.2.12', port: 9301 }],
      },
    });
  });

  test.each(['8.8.8.8', 'till-2.example.com', '172.32.0.1', '[2001:db8::1]', '0.0.0.0'])(
    'I10: %s is not the store’s own network',
    (host) => {
      expect(readLanSetting({ EVERTILL_LAN: '10.0.0.1', EVERTILL_LAN_TILLS: host })).toEqual({
        ok: false,
        reason: 'not-local',
      });
    },
  );

  test('what is no address is said', () => {
    expect(readLanSetting({ EVERTILL_LAN: '10.0.0.1:99999' })).toMatchObject({ ok: false });
    expect(readLanSetting({ EVERTILL_LAN: 'a b' })).toMatchObject({ reason: 'bad-address' });
  });
});
