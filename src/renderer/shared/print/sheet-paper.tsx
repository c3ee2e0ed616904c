import { useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import type { Sheet, SheetPart } from './sheet.ts';
import './sheet-paper.css';

/**
 * The sheet as it lies on paper, beside the page and invisible on the screen. Headings, tables and their
 * heads are real ones: what reads a tagged PDF aloud finds its way by them.
 */
export function SheetPaper({ sheet }: { sheet: Sheet }) {
  const { title, head, copy, parts } = sheet;
  const everyPage = copy === undefined ? head : `${head} · ${copy}`;
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const before = document.title;
    // A PDF's title is the page's; the head of its pages is CSS, which reads no words of the page.
    document.title = `${title} ${everyPage}`;
    style.setProperty('--sheet-head', JSON.stringify(everyPage));
    return () => {
      document.title = before;
      style.removeProperty('--sheet-head');
    };
  }, [title, everyPage]);
  return createPortal(
    // An open dialog hides what lies beside it from who listens, but for this mark: also on paper.
    <article className="sheet" data-react-aria-top-layer="true">
      <h1>{title}</h1>
      <p>{head}</p>
      {copy === undefined ? undefined : <p className="sheet-copy">{copy}</p>}
      {parts.map((part, index) => (
        // Parts are written once and never reordered.
        <Part key={index} part={part} />
      ))}
    </article>,
    document.body,
  );
}

function Part({ part: { heading, notes, columns, rows } }: { part: SheetPart }) {
  return (
    <section>
      {heading === undefined ? undefined : <h2>{heading}</h2>}
      {notes.map((note, index) => (
        <p key={index}>{note}</p>
      ))}
      {rows.length === 0 ? undefined : (
        <table>
          {columns === undefined ? undefined : (
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map(({ cells: [first, ...others], weight }, index) => (
              <tr key={index} data-weight={weight}>
                <th scope="row">{first}</th>
                {others.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
