import type { ReactNode } from 'react';
import './list-page.css';
import { wordsOf, type Failed } from './ask.ts';
import { count } from './in-words.ts';

/**
 * A page about many things of one kind: what they come to in a sentence, a search, what is shown of
 * them, and below it the list with its panel. `most` is the longest search the site takes;
 * `counts` says how many each choice would show.
 */
export function ListPage<Shown extends string>({
  title,
  says,
  failed,
  find,
  show,
  children,
}: {
  title: string;
  says: string;
  failed: Failed | undefined;
  find: { label: string; words: string; most?: number; onChange: (words: string) => void };
  show: {
    all: readonly Shown[];
    names: Readonly<Record<Shown, string>>;
    counts?: Readonly<Record<Shown, number>>;
    chosen: Shown;
    onChoose: (shown: Shown) => void;
  };
  children: ReactNode;
}) {
  const { counts } = show;
  return (
    <div className="list-page">
      <div className="list-head">
        <h1>{title}</h1>
        <p className="verdict" role="status">
          {says}
        </p>
      </div>
      {failed !== undefined && (
        <p className="warning" role="alert">
          {wordsOf(failed)}
        </p>
      )}
      <div className="list-tools">
        <label className="field">
          <span>{find.label}</span>
          <input
            type="search"
            maxLength={find.most}
            value={find.words}
            onChange={(event) => find.onChange(event.target.value)}
          />
        </label>
        <fieldset className="choice">
          <legend>Show</legend>
          {show.all.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="shown"
                checked={show.chosen === one}
                onChange={() => show.onChoose(one)}
              />
              {show.names[one]}{' '}
              {counts !== undefined && <span className="figures">{count(counts[one])}</span>}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="list-body">{children}</div>
    </div>
  );
}
