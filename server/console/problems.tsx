import { wordsOf, type Failed } from './ask.ts';

/** What went wrong, one line each; nothing where nothing did. */
export function Problems({ of }: { of: readonly (Failed | undefined)[] }) {
  return of.map((one) =>
    one === undefined ? undefined : (
      <p key={one.kind} className="warning" role="alert">
        {wordsOf(one)}
      </p>
    ),
  );
}
