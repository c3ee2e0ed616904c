import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import { SHELL_HEADERS } from './security-headers.ts';
import {
  RECOVERY_PATH,
  RECOVERY_STYLE,
  RECOVERY_STYLE_PATH,
  recoveryPage,
} from './recovery-page.ts';

/** The page's origin. IndexedDB is keyed by it: changing it would orphan every till's data. */
export const APP_ORIGIN = 'app://till';

/** Registered before ready, once. No bypassCSP, no corsEnabled. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
    allowServiceWorkers: true,
  },
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Says whether a URL belongs to our own page; Node gives custom schemes no origin to compare. */
export function isOwnUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === APP_ORIGIN;
  } catch {
    return false;
  }
}

/** The file a URL path means under `root`, or undefined where it would leave it. */
export function fileUnder(root: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..'))
    return undefined;
  const file = path.resolve(root, `.${decoded.endsWith('/') ? `${decoded}index.html` : decoded}`);
  return file.startsWith(path.resolve(root) + path.sep) ? file : undefined;
}

/** Answers `app://till/…` from the built renderer in `root`, every answer under the shell's CSP. */
export function makeAppHandler(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnUrl(request.url)) return plain(404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === RECOVERY_PATH)
      return typed(recoveryPage(searchParams.get('code') ?? ''), '.html');
    if (pathname === RECOVERY_STYLE_PATH) return typed(RECOVERY_STYLE, '.css');
    const file = fileUnder(root, pathname);
    if (file === undefined) return plain(404);
    const bytes = await readFile(file).catch(() => undefined);
    return bytes ? typed(bytes, path.extname(file)) : plain(404);
  };
}

function typed(body: string | Buffer<ArrayBuffer>, extension: string): Response {
  const headers = {
    ...SHELL_HEADERS,
    'content-type': TYPES[extension.toLowerCase()] ?? 'application/octet-stream',
    'content-length': String(Buffer.byteLength(body)),
  };
  return new Response(body, { headers });
}

function plain(status: number): Response {
  return new Response(null, { status, headers: SHELL_HEADERS });
}
