import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openJournal } from '../../domain/oplog/journal.ts';
import type { Journal, NewLine } from '../../domain/oplog/journal-ports.ts';
import { sha256 } from '../identity/ed25519.ts';
import { syncDirectory } from '../durable-file.ts';
import { openOnDisk, type OpenForWriting } from './disk-port.ts';
import { fileJournal } from './file-journal.ts';
import { dayOfOp } from './journal-part.ts';
import { makeChain, nextLine, SALT, signOp, STREAM, TILL_ID } from './testing-chain.ts';

const temporary = mkdtempSync(path.join(tmpdir(), 'journal-'));
afterAll(() => rmSync(temporary, { recursive: true }));
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const files of opened.splice(0)) await files.close();
});
let folders = 0;
const newFolder = (): string => path.join(temporary, `till-${(folders += 1)}`, 'journal');

type Over = Partial<Parameters<typeof fileJournal>[0]>;
function journalIn(
  folder: string,
  over: Over = {},
  onHead: () => Promise<void> = async () => {},
): Journal {
  const files = fileJournal({ folder, ...over });
  opened.push(files);
  return openJournal({
    files,
    sha256,
    sign: async (opId) => signOp(opId),
    tillId: () => TILL_ID,
    dayOf: (raw) => dayOfOp(raw, 0),
    onHead,
  });
}
const OWN = { salt: SALT, series: 'A' };
const streamFolder = (folder: string): string => path.join(folder, STREAM);
const filesIn = (folder: string): string[] => readdirSync(streamFolder(folder)).sort();
const headOf = (last: NewLine | undefined, first_seq = 1) => ({
  stream: STREAM,
  salt: SALT,
  series: 'A',
  first_seq,
  head_seq: last?.seq,
  head_op_id: last?.op_id,
});

test('D10: lines come back byte for byte with their signatures, also after a restart', async () => {
  const folder = newFolder();
  const lines = makeChain(3);
  const odd = nextLine(lines.at(-1), Uint8Array.from([0, 13, 255, 32, 35]));
  const answer = await journalIn(folder).append(OWN, [...lines, odd]);
  expect(answer).toEqual({ ok: true, sigs: [...lines, odd].map((l) => signOp(l.op_id)) });
  const again = journalIn(folder);
  expect(await again.open()).toEqual({ ok: true, heads: [headOf(odd)], torn_bytes_cut: 0 });
  const read = await again.read(STREAM, 2, 10);
  expect(read).toEqual([...lines, odd].slice(1).map((l) => ({ ...l, sig: signOp(l.op_id) })));
  expect(await again.read(STREAM, 2, 2)).toHaveLength(2);
  expect(await again.read(STREAM, 9, 2)).toEqual([]);
});

test('RP9 D12: the marker hears of lines that are sold, not of those that came back from a site', async () => {
  const [first, second] = makeChain(2);
  if (first === undefined || second === undefined) throw new Error('no lines');
  let heard = 0;
  const journal = journalIn(newFolder(), {}, async () => void heard++);
  await journal.append({ ...OWN, closed: true }, [first]);
  expect(heard).toBe(0);
  await journal.append(OWN, [second]);
  expect(heard).toBe(1);
});

test('the file is what its format says, private to this user', async () => {
  const folder = newFolder();
  const [line] = makeChain(1);
  if (line === undefined) throw new Error('no line');
  await journalIn(folder).append(OWN, [line]);
  const file = path.join(streamFolder(folder), '2026-11-21-1.ndjson');
  const header = `#{"v":1,"stream":"${STREAM}","salt":"${SALT}","till_id":"${TILL_ID}","series":"A","prev_op_id":"${line.prev_op_id}","from_seq":1}`;
  const op = `${line.op_id} ${signOp(line.op_id)} ${Buffer.from(line.raw).toString()}`;
  expect(readFileSync(file, 'utf8')).toBe(`${header}\n${op}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('D11: a last line torn at any byte is cut, kept aside, and written again', async () => {
  const lines = makeChain(2);
  const whole = newFolder();
  await journalIn(whole).append(OWN, lines);
  const name = filesIn(whole)[0] ?? '';
  const bytes = readFileSync(path.join(streamFolder(whole), name));
  const start = bytes.lastIndexOf(10, bytes.length - 2) + 1;
  for (let end = start; end < bytes.length; end += 1) {
    const folder = newFolder();
    await journalIn(folder).append(OWN, lines);
    truncateSync(path.join(streamFolder(folder), name), end);
    const journal = journalIn(folder);
    const heads = [headOf(lines[0])];
    expect(await journal.open()).toEqual({ ok: true, heads, torn_bytes_cut: end - start });
    const torn = filesIn(folder).filter((f) => f.endsWith('.torn'));
    expect(torn).toEqual(end === start ? [] : [`${name}.1.torn`]);
    if (torn[0] !== undefined)
      expect(readFileSync(path.join(streamFolder(folder), torn[0]))).toEqual(
        bytes.subarray(start, end),
      );
    expect(await journal.append(OWN, lines)).toMatchObject({ ok: true });
    expect(readFileSync(path.join(streamFolder(folder), name))).toEqual(bytes);
  }
});

test('D11: a newest file torn inside its header or first line goes aside whole', async () => {
  const [first, second] = [makeChain(1), [] as NewLine[]];
  second.push(nextLine(first[0], Buffer.from('{"at_ms":1795392000000}')));
  const whole = newFolder();
  await journalIn(whole).append(OWN, first);
  await journalIn(whole).append(OWN, second);
  const [old, fresh] = filesIn(whole);
  const size = statSync(path.join(streamFolder(whole), fresh ?? '')).size;
  for (const end of [0, 1, 60, size - 40, size - 1]) {
    const folder = newFolder();
    await journalIn(folder).append(OWN, first);
    await journalIn(folder).append(OWN, second);
    truncateSync(path.join(streamFolder(folder), fresh ?? ''), end);
    const journal = journalIn(folder);
    const heads = [headOf(first[0])];
    expect(await journal.open()).toEqual({ ok: true, heads, torn_bytes_cut: end });
    expect(filesIn(folder)).toEqual([old, `${fresh}.1.torn`]);
    expect(await journal.append(OWN, second)).toMatchObject({ ok: true });
    expect(await journal.read(STREAM, 1, 10)).toHaveLength(2);
  }
});

test('a damaged byte in a line cuts from there on', async () => {
  const folder = newFolder();
  const lines = makeChain(3);
  await journalIn(folder).append(OWN, lines);
  const file = path.join(streamFolder(folder), filesIn(folder)[0] ?? '');
  const bytes = readFileSync(file);
  const at = bytes.indexOf(10, bytes.indexOf(10) + 1) + 150;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await journalIn(folder).open()).toMatchObject({ heads: [headOf(lines[0])] });
});

test('a new day and a full file each begin a new one; reading crosses them', async () => {
  const folder = newFolder();
  const big = makeChain(33, 256 * 1024);
  const journal = journalIn(folder);
  for (const line of big) await journal.append(OWN, [line]);
  const later = nextLine(big.at(-1), Buffer.from('{"at_ms":1795392000000}'));
  await journal.append(OWN, [later]);
  expect(filesIn(folder)).toEqual([
    '2026-11-21-1.ndjson',
    '2026-11-21-33.ndjson',
    '2026-11-23-34.ndjson',
  ]);
  const read = await journalIn(folder).read(STREAM, 31, 10);
  expect(read.map((l) => l.op_id)).toEqual([...big.slice(30), later].map((l) => l.op_id));
  expect(await journalIn(folder).open()).toMatchObject({ heads: [headOf(later)] });
});

test('lines already held are skipped; a gap, another op or a false id is out of order', async () => {
  const journal = journalIn(newFolder());
  const lines = makeChain(4);
  await journal.append(OWN, lines.slice(0, 2));
  const overlap = await journal.append(OWN, lines.slice(0, 3));
  expect(overlap).toEqual({ ok: true, sigs: lines.slice(0, 3).map((l) => signOp(l.op_id)) });
  const refusals = [
    lines.slice(3).map((line) => ({ ...line, seq: 5 })),
    [nextLine(lines[3], Buffer.from('{}'))],
    [nextLine(lines[1], Buffer.from('{"other":1}'))],
    [{ ...nextLine(lines[2], Buffer.from('{}')), raw: Uint8Array.from([1]) }],
  ];
  for (const wrong of refusals)
    expect(await journal.append(OWN, wrong)).toMatchObject({ ok: false, kind: 'out-of-order' });
  const foreign = { salt: 'AAAAAAAAAAAAAAAAAAAAAQ', series: 'A' };
  expect(await journal.append(foreign, lines)).toMatchObject({ kind: 'out-of-order' });
  expect(await journal.append(OWN, lines.slice(3))).toMatchObject({ ok: true });
});

test('a journal may begin in the middle of a stream', async () => {
  const journal = journalIn(newFolder());
  const lines = makeChain(5).slice(3);
  await journal.append(OWN, lines);
  expect(await journal.open()).toMatchObject({ heads: [headOf(lines[1], 4)] });
});

test('D11: a full disk refuses, and the same line goes in once there is room', async () => {
  const folder = newFolder();
  let room = Number.POSITIVE_INFINITY;
  const open: OpenForWriting = async (file, mode) => {
    const real = await openOnDisk(file, mode);
    return {
      ...real,
      async write(bytes, from, length, at) {
        const taken = Math.min(length, room);
        if (taken === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        room -= taken;
        return real.write(bytes, from, taken, at);
      },
    };
  };
  const journal = journalIn(folder, { open });
  const [a, b, c] = makeChain(3);
  if (!a || !b || !c) throw new Error('no chain');
  room = 50;
  expect(await journal.append(OWN, [a])).toMatchObject({ ok: false, kind: 'disk-full' });
  expect(filesIn(folder)).toEqual([]);
  room = Number.POSITIVE_INFINITY;
  expect(await journal.append(OWN, [a])).toMatchObject({ ok: true });
  room = 50;
  expect(await journal.append(OWN, [b, c])).toMatchObject({ ok: false, kind: 'disk-full' });
  room = Number.POSITIVE_INFINITY;
  expect(await journal.append(OWN, [b])).toMatchObject({ ok: true });
  const reopened = await journalIn(folder).open();
  expect(reopened).toEqual({ ok: true, heads: [headOf(b)], torn_bytes_cut: 0 });
});

test('D11: one sync for each append, the folders too where a file begins', async () => {
  const syncs: string[] = [];
  const open: OpenForWriting = async (file, mode) => {
    const real = await openOnDisk(file, mode);
    const write: typeof real.write = async (...a) => {
      syncs.push('write');
      return real.write(...a);
    };
    const datasync = async (): Promise<void> => {
      syncs.push('data');
      return real.datasync();
    };
    return { ...real, write, datasync };
  };
  const syncFolder = async (folder: string): Promise<void> => {
    syncs.push('folder');
    await syncDirectory(folder);
  };
  const journal = journalIn(newFolder(), { open, syncFolder });
  const lines = makeChain(2000);
  await journal.append(OWN, lines.slice(0, 1));
  expect(syncs).toEqual(['folder', 'folder', 'write', 'data', 'folder']);
  syncs.length = 0;
  for (let i = 1; i < 101; i += 1) await journal.append(OWN, lines.slice(i, i + 1));
  expect(syncs).toEqual(Array.from({ length: 100 }, () => ['write', 'data']).flat());
  syncs.length = 0;
  await journal.append(OWN, lines.slice(101));
  expect(syncs).toEqual(['write', 'data']);
  expect(await journal.read(STREAM, 1, 5000)).toHaveLength(2000);
});

test('D11: what a killed process wrote and never synced is synced before it counts as held', async () => {
  const folder = newFolder();
  const lines = makeChain(1);
  await journalIn(folder).append(OWN, lines);
  let syncs = 0;
  const open: OpenForWriting = async (file, mode) => {
    const real = await openOnDisk(file, mode);
    const datasync = async (): Promise<void> => {
      syncs += 1;
      return real.datasync();
    };
    return { ...real, datasync };
  };
  const journal = journalIn(folder, { open });
  expect(await journal.open()).toMatchObject({ heads: [headOf(lines[0])] });
  expect(syncs).toBe(1);
  expect(await journal.append(OWN, lines)).toMatchObject({ ok: true });
  expect(syncs).toBe(1);
});

test('the crash points lie on either side of the sync', async () => {
  const points: string[] = [];
  const open: OpenForWriting = async (file, mode) => {
    const real = await openOnDisk(file, mode);
    return {
      ...real,
      async datasync() {
        points.push('sync');
        return real.datasync();
      },
    };
  };
  const journal = journalIn(newFolder(), { open, reached: (p) => points.push(p) });
  for (const line of makeChain(2)) await journal.append(OWN, [line]);
  const each = ['journal:written-not-synced', 'sync', 'journal:synced'];
  expect(points).toEqual([...each, ...each]);
});

test('a day comes from the op itself, and from now where it does not say', () => {
  const now = Date.parse('2026-03-04T05:06:07Z');
  const days = ['{"at_ms":1795392000000}', '{"at_ms":-1}', '{"at_ms":1e300}', 'null', '\u0000'];
  expect(days.map((raw) => dayOfOp(Buffer.from(raw), now))).toEqual([
    '2026-11-23',
    ...Array.from({ length: 4 }, () => '2026-03-04'),
  ]);
});
