import { Type } from 'typebox';
import { OfrepFailure } from '../features/ofrep/ofrep-routes.ts';

type Content = Readonly<Record<string, { schema: object }>>;
/** A body in words of its own: what no JSON schema of the route says. */
export type OtherBody = { description: string; content?: Content; type?: 'null' };

const text = (type: string, description = ''): Content => ({
  [type]: { schema: Type.String(description === '' ? {} : { description }) },
});
const page = (what: string): Record<number, OtherBody> => ({
  200: { description: what, content: text('text/html') },
});

const OFREP: Content = { 'application/json': { schema: OfrepFailure } };

const NDJSON = 'application/x-ndjson';
const IMPORT = 'An ImportHead line, then what POST /v1/sync/ops takes.';

/** Request bodies that are not one JSON value. */
export const LINE_BODIES: Readonly<Record<string, { content: Content }>> = {
  'POST /v1/sync/ops': {
    content: text(
      NDJSON,
      'An OpsHeader line, then one op a line: the exact bytes that were hashed; or EnvelopeLine or VoidLine, as the header’s form says. gzip is taken.',
    ),
  },
  'POST /v1/sync/import': { content: text(NDJSON, IMPORT) },
  'POST /v1/admin/builds/files/:hash/:n': {
    content: text('application/octet-stream', '512 KiB; the last part what is left.'),
  },
  'POST /v1/admin/import': { content: text(NDJSON, IMPORT) },
};

/** Answers that are not one JSON value. */
export const OTHER_ANSWERS: Readonly<Record<string, Readonly<Record<number, OtherBody>>>> = {
  'GET /v1/sync/own-ops': {
    200: { description: 'One OwnOpLine a line', content: text(NDJSON) },
  },
  'GET /v1/sync/segments/:hash': {
    200: {
      description: 'gzip of JSON `[[k, v, hlc, o], …]` sorted by k',
      content: text('application/octet-stream'),
    },
    304: { description: 'The segment named by If-None-Match', type: 'null' },
  },
  'GET /v1/store/builds/:manifest': {
    200: {
      description:
        'The manifest as electron-updater’s generic provider reads it; the last line, a comment, is a signed BuildWord over it',
      content: text('text/yaml'),
    },
  },
  'GET /v1/store/builds/files/:hash': {
    200: { description: 'The file', content: text('application/octet-stream') },
    206: { description: 'The range asked for', content: text('application/octet-stream') },
    416: { description: 'No such range; content-range says how long it is', type: 'null' },
  },
  'GET /v1/sync/events': {
    200: {
      description: 'Events poke, confirmed, drain, config; without facts. A comment every 15 s.',
      content: text('text/event-stream'),
    },
  },
  'GET /console/api/events': {
    200: {
      description: 'Events ops and rows, without facts. A comment every 15 s.',
      content: text('text/event-stream'),
    },
  },
  'GET /ofrep/v1/events': {
    200: {
      description: 'Messages {"type":"refetchEvaluation"}, without facts. A comment every 15 s.',
      content: text('text/event-stream'),
    },
  },
  'POST /ofrep/v1/evaluate/flags': {
    304: { description: 'What If-None-Match names', type: 'null' },
    400: { description: 'No usable context', content: OFREP },
  },
  'POST /ofrep/v1/evaluate/flags/:key': {
    400: { description: 'No usable context, or no value', content: OFREP },
    404: { description: 'FLAG_NOT_FOUND', content: OFREP },
  },
  'GET /': page('Status page'),
  'GET /status/live': page('The status page’s live part'),
  'GET /status/documents': page('Documents found'),
  'GET /status/day': page('End of a store’s day'),
  ...Object.fromEntries(
    ['', '/fleet', '/releases', '/drills', '/parked', '/audit', '/sites', '/stores/:store'].map(
      (at) => [`GET /console${at}`, page('Console')],
    ),
  ),
  'GET /console/assets/:name': {
    200: { description: 'A file of the console', content: text('text/javascript') },
  },
  'GET /console/sign-in': {
    303: { description: 'To the identity provider', type: 'null' },
  },
  'GET /console/callback': {
    303: { description: 'Into the console, or back to its sign-in', type: 'null' },
  },
  'POST /console/sign-out': { 204: { description: 'Signed out', type: 'null' } },
  'GET /status/page.js': {
    200: { description: 'Script of the status page', content: text('text/javascript') },
  },
  'GET /status/page.css': {
    200: { description: 'Style of the status page', content: text('text/css') },
  },
  'GET /openapi.json': {
    200: {
      description: 'This document',
      content: { 'application/json': { schema: Type.Object({ openapi: Type.String() }) } },
    },
  },
};
