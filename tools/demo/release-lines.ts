import type { ReleaseView } from '../../src/contracts/release.ts';

/** Releases as a terminal shows them; of one alone also its guards, stores and history. */
export function releaseLines(releases: readonly ReleaseView[]): string[] {
  if (releases.length === 0) return ['no release yet'];
  return releases.flatMap((one) => [
    headLine(one),
    `  next: ${one.next}`,
    ...(releases.length === 1 ? details(one) : []),
  ]);
}

function headLine({ id, spec, status, percent, stores, flags }: ReleaseView): string {
  const late =
    stores.late === 0
      ? ''
      : `, and ${stores.late_admitted.length} of ${stores.late} that joined later`;
  const of = `${stores.admitted.length} of ${stores.audience} stores${late}`;
  const told = flags.map(
    ({ key, variant, in_force: holds }) => `${key}=${variant}${holds ? '' : ' (changed by hand)'}`,
  );
  const what = spec.build === undefined ? told.join(', ') : `build ${spec.build}`;
  return `${id}  ${status}  ${percent} %  ${of}  ${what}`;
}

function details({ stores, guards, history }: ReleaseView): string[] {
  const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(1));
  return [
    `  stores: ${stores.admitted.join(' ') || 'none'}`,
    ...guards.map(
      (guard) =>
        `  guard ${guard.metric}: ${guard.verdict}, pilot ${figure(guard.pilot)} of ${guard.pilot_samples}, ` +
        `control ${figure(guard.control)} of ${guard.control_samples}; hard ${guard.hard}, drift ${guard.drift}`,
    ),
    ...history.map(
      (step) =>
        `  ${new Date(step.at_ms).toISOString()}  ${step.kind}  ${step.before} → ${step.after} %  ` +
        `${step.who} at site ${step.site}: ${step.why}${step.overruled ? ' (without effect)' : ''}`,
    ),
  ];
}
