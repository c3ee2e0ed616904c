const ADDRESS = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::(\d{1,5}))?$/;

/** "host", "host:port" or "[v6]:port" as a setting names a machine; undefined where it is none. */
export function readHostAddress(
  text: string,
  customaryPort: number,
): { host: string; port: number } | undefined {
  const [, host, digits] = ADDRESS.exec(text) ?? [];
  const port = digits === undefined ? customaryPort : Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port };
}
