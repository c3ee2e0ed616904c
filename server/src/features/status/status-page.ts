import type { SiteStatus } from '../../../../src/contracts/site-status.ts';
import type { TillAlert } from '../../../../src/contracts/site-status.ts';
import type { DoubleReturn } from '../documents/double-returns.ts';
import type { MailStatus } from '../mail/mail-status.ts';
import { mailsTable } from '../mail/mails-table.ts';
import type { UnprovenReturns } from '../returns/unproven-returns.ts';
import type { LostValue } from '../stored-value/lost-value.ts';
import type { FoundDocument } from './find-documents.ts';
import { escapeHtml, table, type Column } from './html.ts';
import { ago, amount, bytesInWords, figure } from './words.ts';

type Stream = SiteStatus['streams'][number];
export type Quarantined = { till_id: string; seq: number; reason: string };

function waiting(row: Stream): string {
  if (row.backlog_waiting === null) return 'not told';
  if (row.backlog_waiting === 0) return '0';
  const oldest = Math.round((row.backlog_oldest_ms ?? 0) / 1000);
  return `${figure(row.backlog_waiting)}, oldest ${oldest} s`;
}

function streamColumns(status: SiteStatus): Column<Stream>[] {
  const peer = status.peer?.site ?? 'the other site';
  return [
    { head: 'Till', cell: (r) => r.till_id },
    { head: 'State', cell: (r) => r.status },
    { head: `Safe at ${status.site}`, figure: true, cell: (r) => figure(r.contiguous) },
    {
      head: `Safe at ${peer}`,
      figure: true,
      cell: (r) => (r.peer_contiguous === null ? 'not yet' : figure(r.peer_contiguous)),
    },
    { head: 'In reports', figure: true, cell: (r) => figure(r.projected) },
    { head: 'Waiting on the till', figure: true, cell: waiting },
    {
      head: 'Set aside',
      figure: true,
      cell: (r) => (r.backlog_parked === null ? 'not told' : figure(r.backlog_parked)),
    },
    { head: 'Version', cell: (r) => r.app_version ?? 'not told' },
    {
      head: 'Last seen here',
      figure: true,
      cell: (r) => ago(r.last_seen_ms === null ? null : status.server_ms - r.last_seen_ms),
    },
  ];
}

const ALERT_WORDS: Record<TillAlert['kind'], (amount: number) => string> = {
  'set-aside': (n) => `${figure(n)} set aside: open the till’s head-office screen and send again`,
  waiting: (ms) => `the oldest sale that waits is from ${ago(ms)}: look at the store’s line`,
  silent: (ms) => `last heard ${ago(ms)}: is the till switched on?`,
};

function attention(alerts: readonly TillAlert[]): string {
  const columns: Column<TillAlert>[] = [
    { head: 'Till', cell: (r) => r.till_id },
    { head: 'What', cell: (r) => ALERT_WORDS[r.kind](r.amount) },
  ];
  return table('Needs attention', columns, alerts, '');
}

/** What the archive of the log needs, beside where the sales are. */
function archiveAlert({ archive }: SiteStatus): string {
  if (archive.state === 'lost')
    return 'The log was not archived for longer than it is kept: the archive needs a new backup. Sales are taken here.';
  if (archive.state === 'late')
    return `The log was last archived ${ago(archive.silent_ms)}. Look at the archive’s folder and at its command. Sales are taken here.`;
  return '';
}

/** One sentence on where the sales are. */
export function verdict(status: SiteStatus): string {
  const { peer, replication } = status;
  const other = peer?.site ?? 'the other one';
  if (replication.slot_state === 'lost')
    return `Site ${other} was away for longer than the log is kept. It fetches what it missed as soon as it is back; sales are taken here.`;
  if (replication.slot_state === 'alert')
    return `The log kept for site ${other} fills ${replication.slot_wal_percent} % of its room. Bring site ${other} back, or give the log more room. Sales are taken here.`;
  if (status.recovering) return 'This site was restored and is still comparing with the other one.';
  if (peer === null) return 'The other site has not answered yet. Sales are taken here.';
  const silent = peer.silent_ms > 60_000;
  if (silent)
    return `Site ${peer.site} was last heard ${ago(peer.silent_ms)}. Sales are taken here.`;
  if (replication.subscriptions === 0)
    return `Site ${peer.site} cannot be reached: what is sold there does not come here yet. Sales are taken here.`;
  const lag = replication.lag_bytes;
  if (lag === null) return `Site ${peer.site} answers but does not replicate yet.`;
  return lag < 100_000
    ? `Both sites hold the same sales.`
    : `Site ${peer.site} is ${bytesInWords(lag)} behind.`;
}

/** How full the budget of the log for an outage is. */
function kept({ replication }: SiteStatus): string {
  const { slot_wal_percent: percent, slot_state: state } = replication;
  if (state === 'lost') return 'given up';
  return percent === null ? 'not known' : `${percent} % of its room`;
}

/** When the logs were last held against the other site's, and what had to be fetched. */
function compared({ comparison, server_ms: now }: SiteStatus): string {
  if (comparison === null) return 'not yet';
  const { ended_ms: ended, ops, changes, conflicts } = comparison;
  const fetched = ops + changes === 0 ? 'nothing missing' : `${figure(ops + changes)} rows fetched`;
  const trouble = conflicts === 0 ? '' : `, ${figure(conflicts)} contradictions`;
  return `${ago(now - ended)}, ${fetched}${trouble}`;
}

function facts(status: SiteStatus): string {
  const room = status.replication.safe_wal_bytes;
  const pairs: [string, string][] = [
    ['Region', status.region],
    ['Incarnation', status.incarnation],
    ['Documents', figure(status.documents)],
    ['In quarantine', figure(status.quarantine)],
    ['Replication behind', bytesInWords(status.replication.lag_bytes ?? 0)],
    ['Room for an outage', room === null ? 'not known' : bytesInWords(room)],
    ['Log kept for the other site', kept(status)],
    ['Re-seeds', figure(status.replication.reseeds)],
    ['Logs compared', compared(status)],
    ['Log archived', status.archive.state === 'none' ? 'no' : ago(status.archive.silent_ms)],
    ['Apply errors', figure(status.replication.apply_errors)],
  ];
  return `<dl>${pairs
    .map(([k, v]) => `<div><dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd></div>`)
    .join('')}</dl>`;
}

/** Goods of one line that came back more often than they were sold: somebody looks at both receipts. */
function returnedTwice(doubles: readonly DoubleReturn[]): string {
  const pieces = (milli: number): string => (milli / 1000).toLocaleString('en');
  return table<DoubleReturn>(
    'Returned more than was sold',
    [
      { head: 'Store', cell: (r) => r.store },
      { head: 'Sale', cell: (r) => r.of_doc_no },
      { head: 'Line', cell: (r) => r.of_line },
      { head: 'Sold', figure: true, cell: (r) => pieces(r.sold_milli) },
      { head: 'Returned', figure: true, cell: (r) => pieces(r.returned_milli) },
      { head: 'By', cell: (r) => r.doc_nos },
    ],
    doubles,
    '',
  );
}

/** A loss of the store that took it; the sales stand. */
function lostTable(lost: readonly LostValue[]): string {
  return table<LostValue>(
    'Taken from cards beyond their balance',
    [
      { head: 'Store', cell: (r) => r.store },
      { head: 'Document', cell: (r) => r.doc_no },
      { head: 'Business date', cell: (r) => r.business_date },
      { head: 'Card', cell: (r) => `${r.type} ••${r.ending}` },
      { head: 'Head office asked', cell: (r) => (r.is_offline ? 'no' : 'yes') },
      { head: 'Loss', figure: true, cell: (r) => amount(r.amount, r.currency) },
    ],
    lost,
    '',
  );
}

/** Nobody could show that the goods were bought here: many of one person are a sign. */
function unprovenTable(unproven: readonly UnprovenReturns[]): string {
  return table<UnprovenReturns>(
    'Returned without a receipt',
    [
      { head: 'Store', cell: (r) => r.store },
      { head: 'Till', cell: (r) => r.till_id ?? '' },
      { head: 'Cashier', cell: (r) => r.cashier ?? '' },
      { head: 'Business date', cell: (r) => r.business_date },
      { head: 'Documents', figure: true, cell: (r) => figure(r.documents) },
      { head: 'Paid back', figure: true, cell: (r) => amount(r.amount, r.currency) },
    ],
    unproven,
    '',
  );
}

/** The part of the page that is fetched again and again. */
export function statusFragment(
  status: SiteStatus,
  quarantine: readonly Quarantined[],
  doubles: readonly DoubleReturn[] = [],
  lost: readonly LostValue[] = [],
  unproven: readonly UnprovenReturns[] = [],
  mails?: MailStatus,
): string {
  const alert = archiveAlert(status);
  return [
    `<p class="verdict">${escapeHtml(verdict(status))}</p>`,
    alert === '' ? '' : `<p class="verdict" role="alert">${escapeHtml(alert)}</p>`,
    facts(status),
    status.alerts.length === 0 ? '' : attention(status.alerts),
    doubles.length === 0 ? '' : returnedTwice(doubles),
    lost.length === 0 ? '' : lostTable(lost),
    unproven.length === 0 ? '' : unprovenTable(unproven),
    mails === undefined ? '' : mailsTable(mails, status.server_ms),
    table('Tills', streamColumns(status), status.streams, 'No till has called this site yet.'),
    table<Quarantined>(
      'Quarantine',
      [
        { head: 'Till', cell: (r) => r.till_id },
        { head: 'Sequence', figure: true, cell: (r) => figure(r.seq) },
        { head: 'Reason', cell: (r) => r.reason },
      ],
      quarantine,
      'Nothing is in quarantine.',
    ),
  ].join('\n');
}

export function documentsFragment(documents: readonly FoundDocument[], isSearch: boolean): string {
  return table<FoundDocument>(
    'Documents',
    [
      { head: 'Number', cell: (r) => r.doc_no },
      { head: 'Till', cell: (r) => r.till_id },
      { head: 'Business date', cell: (r) => r.business_date },
      {
        head: 'Closed (UTC)',
        cell: (r) => new Date(r.closed_ms).toISOString().slice(0, 19).replace('T', ' '),
      },
      { head: 'Lines', figure: true, cell: (r) => figure(r.lines) },
      { head: 'Total', figure: true, cell: (r) => amount(r.gross, r.currency) },
    ],
    documents,
    isSearch ? 'No document fits.' : 'No documents yet. They stand here as tills send them.',
  );
}

const SEARCH = [
  ['number', 'Number', 'search'],
  ['till', 'Till', 'search'],
  ['date', 'Date', 'date'],
  ['amount', 'Total', 'search'],
] as const;

/** The page's frame. It holds no data: what is shown comes with the fragments. */
export function statusFrame(site: string, region: string): string {
  const fields = SEARCH.map(
    ([name, label, type]) =>
      `<label>${label}<input name="${name}" type="${type}" autocomplete="off"></label>`,
  ).join('');
  const title = `Evertill ${region} site ${site}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/status/page.css"><script type="module" src="/status/page.js"></script>
</head><body>
<header><h1>${escapeHtml(title)}</h1><p id="freshness" role="status">Loading</p></header>
<main>
<form id="token" hidden><label>Admin token<input name="token" type="password" autocomplete="off"></label>
<button>Show</button></form>
<section id="live" aria-label="State"><p class="empty">Loading</p></section>
<form id="day"><label>Store<input name="store" inputmode="numeric" pattern="[0-9]{4}" required autocomplete="off"></label>
<label>Day<input name="day" type="date" required></label><button>End of day</button></form>
<section id="closing" aria-label="End of day" aria-live="polite"></section>
<form id="search" role="search">${fields}<button>Find</button></form>
<section id="found" aria-label="Documents found" aria-live="polite"></section>
</main></body></html>
`;
}
