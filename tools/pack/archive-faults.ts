import { isBuiltin } from 'node:module';
import type { ArchiveFiles } from './archive-files.ts';

/** All that may be in a till's archive. Whatever is not named here does not ship. */
const SHIPS = [
  /^(package\.json|LICENSE)$/,
  /^dist\/main\/main\.cjs$/,
  /^dist\/preload\/preload\.cjs$/,
  /^dist\/renderer\/((index|customer)\.html|licences\.txt)$/,
  /^dist\/renderer\/assets\/[\w-]+-[\w-]{8}\.(js|css|woff2|svg|png|webp)$/,
];
/** Without one of these it is no till, or ships other people's work without their terms. */
const NEEDED = [
  'package.json',
  'LICENSE',
  'dist/main/main.cjs',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/renderer/customer.html',
  'dist/renderer/licences.txt',
];
const SECRETS = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/,
  'a certificate': /-----BEGIN CERTIFICATE-----\s*[A-Za-z0-9+/]{16}/,
  'an access token': /\b(ghp_\w{36}|github_pat_\w{40,}|npm_\w{36}|AKIA[0-9A-Z]{16}|xox[abp]-\w+)\b/,
  'a password in an address': /\b[a-z]+:\/\/[^\s/:@"'`$]+:[^\s/:@"'`$]+@/,
};
const NO_BINARY = /\.(js|cjs|json|html|css|svg|txt)$/;

/** Why this archive may not go to a shop, one line a reason. `root`: the folder it was built in. */
export function archiveFaults(files: ArchiveFiles, root: string): string[] {
  const names = [...files.keys()];
  return [
    ...names.filter((name) => !SHIPS.some((known) => known.test(name))).map((n) => `${n} ships`),
    ...NEEDED.filter((name) => !files.has(name)).map((name) => `${name} is missing`),
    ...[...files]
      .filter(([name]) => NO_BINARY.test(name))
      .flatMap(([name, bytes]) => textFaults(name, bytes.toString('utf8'), root)),
    ...manifestFaults(files.get('package.json')?.toString('utf8') ?? '{}'),
  ];
}

function textFaults(name: string, text: string, root: string): string[] {
  const held = Object.entries(SECRETS)
    .filter(([, sign]) => sign.test(text))
    .map(([what]) => `${name} holds ${what}`);
  if (text.includes(root)) held.push(`${name} names the folder it was built in`);
  if (/sourceMappingURL=data:/.test(text)) held.push(`${name} holds its source map`);
  if (name.endsWith('.cjs')) held.push(...strangers(name, text));
  return held;
}

/** Main and preload bring all they need, but Node and Electron. */
function strangers(name: string, text: string): string[] {
  const asked = [...text.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, id]) => id ?? '');
  return [...new Set(asked)]
    .filter((id) => id !== 'electron' && !isBuiltin(id))
    .map((id) => `${name} asks for ${id}, which does not ship`);
}

function manifestFaults(text: string): string[] {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  return ['devDependencies', 'scripts']
    .filter((key) => Object.keys((manifest[key] as object | undefined) ?? {}).length > 0)
    .map((key) => `package.json ships with ${key}`);
}
