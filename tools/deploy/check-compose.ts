import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { ROOT } from '../test/run-tool.ts';

/*
 * No container engine is asked: the file is read with a strict YAML parser and held against the part of
 * the compose specification that it uses. Anything else in it is a fault, so that a misspelt key is one.
 */

const FILE = 'deploy/compose.yaml';
const Text = Type.String({ minLength: 1 });
const Texts = Type.Array(Text);
const Strict = { additionalProperties: false } as const;
const Duration = Type.String({ pattern: '^\\d+(ms|s|m|h)$' });

const Service = Type.Object(
  {
    image: Type.String({ pattern: '^[\\w./-]+:[\\w.-]+$' }),
    working_dir: Type.Optional(Text),
    command: Type.Optional(Texts),
    user: Type.Optional(Text),
    read_only: Type.Optional(Type.Boolean()),
    tmpfs: Type.Optional(Texts),
    cap_drop: Type.Optional(Texts),
    security_opt: Type.Optional(Texts),
    restart: Type.Optional(Type.Enum(['no', 'always', 'on-failure', 'unless-stopped'])),
    stop_grace_period: Type.Optional(Duration),
    depends_on: Type.Optional(
      Type.Union([
        Texts,
        Type.Record(
          Text,
          Type.Object({ condition: Type.Enum(['service_started', 'service_healthy']) }, Strict),
        ),
      ]),
    ),
    volumes: Type.Optional(Texts),
    secrets: Type.Optional(Texts),
    networks: Type.Optional(Texts),
    environment: Type.Optional(Type.Record(Type.String({ pattern: '^\\w+$' }), Type.String())),
    ports: Type.Optional(Texts),
    healthcheck: Type.Optional(
      Type.Object(
        { test: Texts, interval: Duration, timeout: Duration, retries: Type.Integer() },
        Strict,
      ),
    ),
  },
  Strict,
);
const Compose = Type.Object(
  {
    name: Text,
    'x-app': Service,
    services: Type.Record(Text, Service),
    networks: Type.Record(Text, Type.Object({}, Strict)),
    volumes: Type.Record(Text, Type.Object({}, Strict)),
    secrets: Type.Record(Text, Type.Object({ file: Text }, Strict)),
  },
  Strict,
);
type Compose = Static<typeof Compose>;

const PORT = /^(?:(?:[\d.]+|\$\{\w+:\?\}):)?\d{1,5}:\d{1,5}$/;
/** Kept out of the project, made by whoever deploys. */
const SECRET = './secret/';

/** A mount of a file that is not there becomes an empty folder: found here instead. */
function mountFaults(who: string, mount: string, volumes: Compose['volumes']): string[] {
  const [from = '', to = '', mode] = mount.split(':');
  if (!to.startsWith('/')) return [`${who}: mount ${mount} goes nowhere`];
  if (!from.startsWith('.')) return from in volumes ? [] : [`${who}: there is no volume ${from}`];
  if (mode !== 'ro') return [`${who}: ${from} is mounted to be written`];
  const isThere = existsSync(path.join(ROOT, 'deploy', from));
  return isThere ? [] : [`${who}: there is no deploy/${from}`];
}

function serviceFaults(who: string, service: Static<typeof Service>, all: Compose): string[] {
  const missing = (what: string, names: readonly string[], among: object): string[] =>
    names.filter((n) => !(n in among)).map((n) => `${who}: there is no ${what} ${n}`);
  const { depends_on: needs = [], volumes = [], secrets = [], networks = [], ports = [] } = service;
  return [
    ...missing('service', Array.isArray(needs) ? needs : Object.keys(needs), all.services),
    ...missing('secret', secrets, all.secrets),
    ...missing('network', networks, all.networks),
    ...volumes.flatMap((mount) => mountFaults(who, mount, all.volumes)),
    ...ports.filter((port) => !PORT.test(port)).map((port) => `${who}: port ${port}`),
    // Metrics and application are inside; only the balancer, tools and replication have ports.
    ...(who.startsWith('app') && ports.length > 0 ? [`${who}: an app server is published`] : []),
  ];
}

/** What is wrong with a compose file's text; nothing where it may be started. */
export function composeFaults(
  text: string = readFileSync(path.join(ROOT, FILE), 'utf8'),
): string[] {
  let raw: unknown;
  try {
    raw = parse(text, { strict: true, uniqueKeys: true });
  } catch (error) {
    return [String(error)];
  }
  if (!Value.Check(Compose, raw))
    return [...Value.Errors(Compose, raw)].map((e) => `${e.instancePath} ${e.message}`);
  const variables = [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inner = '']) =>
    /^\w+(:\?|:-.*)$/.test(inner) ? [] : [`\${${inner}} has neither a default nor an end`],
  );
  const secrets = Object.values(raw.secrets).flatMap(({ file }) =>
    file.startsWith(SECRET) ? [] : [`secret ${file} does not lie in ${SECRET}`],
  );
  const services = Object.entries(raw.services).flatMap(([who, service]) =>
    serviceFaults(who, service, raw),
  );
  return [...variables, ...secrets, ...services];
}
