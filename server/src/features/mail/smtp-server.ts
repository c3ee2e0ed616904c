/** Where mail goes out. `user` is '' where nobody logs in. */
export type SmtpServer = {
  host: string;
  port: number;
  isSecure: boolean;
  user: string;
  pass: string;
};

/** Reads smtps://user:password@mail.example:465; undefined where it is no such address. */
export function smtpServer(text: string): SmtpServer | undefined {
  try {
    const url = new URL(text);
    const isSecure = url.protocol === 'smtps:';
    if (!isSecure && url.protocol !== 'smtp:') return undefined;
    const host = url.hostname.replaceAll(/[[\]]/g, '');
    // A sign of the password that ends the host's part would cut the rest away.
    const isWhole = url.search === '' && url.hash === '' && ['', '/'].includes(url.pathname);
    if (host === '' || !isWhole) return undefined;
    return {
      host,
      port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
      isSecure,
      user: decodeURIComponent(url.username),
      pass: decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}
