import type { ReactNode } from 'react';
import './table.css';

/** `heads`: one that begins with `#` stands above figures, at the right like them. */
type TableProps = { name: string; heads: readonly string[]; children: ReactNode };

/** A table with its name, which scrolls by itself where it is too wide. */
export function Table({ name, heads, children }: TableProps) {
  return (
    <div className="scroll-wide">
      <table className="plain">
        <caption>{name}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head.startsWith('#') ? 'figures' : undefined}>
                {head.replace('#', '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
