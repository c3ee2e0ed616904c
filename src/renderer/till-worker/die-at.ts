import type { AppInfo } from './enrolled.ts';
import type { HostLink } from './host-link.ts';

/** Tests of unpackaged builds name `<point>` or `<kind>@<point>`; everywhere else this does nothing. */
export async function dieAt(
  host: HostLink,
  info: AppInfo,
  point: string,
  kind: string,
): Promise<void> {
  const named = info.crash_at;
  if (named === undefined || (named !== point && named !== `${kind}@${point}`)) return;
  await host.invoke('app.crash', { point: named });
  await new Promise(() => undefined);
}
