/**
 * A privileged scheme is played by a fixed loopback origin: `app://till/x` is
 * `http://till.app.localhost/x`. It is a secure context, and because the origin does not depend on
 * the port behind it, what a page stores is found again after a restart.
 */
export function toHttpUrl(url: string, schemes: ReadonlySet<string>): string | undefined {
  const parsed = new URL(url);
  const scheme = parsed.protocol.slice(0, -1);
  if (!schemes.has(scheme)) return undefined;
  return `http://${parsed.hostname}.${scheme}.localhost${parsed.pathname}${parsed.search}${parsed.hash}`;
}

/** The way back; a URL of any other origin is returned as it is. */
export function toSchemeUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^http:\/\/([a-z0-9.-]+)\.([a-z0-9+-]+)\.localhost(?::80)?(\/.*)?$/is.exec(url);
  const [, host, scheme, rest] = match ?? [];
  if (!host || !scheme || !schemes.has(scheme)) return url;
  return `${scheme}://${host}${rest ?? '/'}`;
}
