import { useId, type ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { DayPictures } from '../../../contracts/day-pictures.ts';
import { hourName, trendOf } from './chart-rows.ts';
import type { ChartWords } from './chart-words.ts';
import './day-charts.css';

const HEIGHT = 240;
/** The last word of an axis stands half beyond it. */
const MARGIN = { top: 8, right: 48, bottom: 4, left: 4 };
const AXIS_WIDTH = 90;
const HUES = ['var(--hue-3)', 'var(--hue-4)', 'var(--hue-5)', 'var(--hue-2)', 'var(--hue-1)'];
/** Tills beyond these share the chart's last colours; the figures stand in the table. */
const DASHES = ['0', '6 3', '2 3', '8 3 2 3'];

type DayChartsProps = { pictures: DayPictures; words: ChartWords };

/** Three pictures of a day; each has its figures as a table, for whoever cannot see it and for paper. */
export function DayCharts({ pictures, words }: DayChartsProps) {
  const { hours, tenders, variances } = pictures;
  return (
    <div className="day-charts">
      {hours.length > 0 && <Hours pictures={pictures} words={words} />}
      {tenders.length > 0 && <Tenders pictures={pictures} words={words} />}
      {variances.length > 0 && <Variances pictures={pictures} words={words} />}
    </div>
  );
}

function Hours({ pictures: { hours, compared }, words }: DayChartsProps) {
  const { title, lead, hour, sold, usual } = words.hours;
  return (
    <Picture
      title={title}
      lead={lead}
      opens={words.figures}
      heads={[hour, sold, usual]}
      rows={hours.map((row) => [
        hourName(row.hour),
        words.amount(row.amount),
        row.usual === null ? '–' : words.amount(row.usual),
      ])}
    >
      <BarChart data={hours} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="hour" tickFormatter={hourName} stroke="var(--ink-2)" />
        <YAxis width={AXIS_WIDTH} stroke="var(--ink-2)" tickFormatter={words.axis} />
        <Tooltip
          labelFormatter={(at) => hourName(Number(at))}
          formatter={(minor) => words.amount(Number(minor))}
        />
        <Legend />
        <Bar dataKey="amount" name={sold} fill="var(--accent)" isAnimationActive={false} />
        {compared.length > 0 && (
          <Bar dataKey="usual" name={usual} fill="var(--hue-3)" isAnimationActive={false} />
        )}
      </BarChart>
    </Picture>
  );
}

function Tenders({ pictures: { tenders }, words }: DayChartsProps) {
  const { title, lead, tender, payments, amount } = words.tenders;
  return (
    <Picture
      title={title}
      lead={lead}
      opens={words.figures}
      heads={[tender, payments, amount]}
      rows={tenders.map((one) => [
        words.tenderName(one.tender),
        words.count(one.count),
        words.amount(one.amount),
      ])}
    >
      <BarChart data={tenders} layout="vertical" margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid horizontal={false} stroke="var(--line)" />
        <XAxis type="number" stroke="var(--ink-2)" tickFormatter={words.axis} />
        <YAxis
          type="category"
          dataKey="tender"
          width={110}
          stroke="var(--ink-2)"
          tickFormatter={words.tenderName}
        />
        <Tooltip
          labelFormatter={(name) => (typeof name === 'string' ? words.tenderName(name) : '')}
          formatter={(minor) => words.amount(Number(minor))}
        />
        <Bar dataKey="amount" name={amount} fill="var(--accent)" isAnimationActive={false} />
      </BarChart>
    </Picture>
  );
}

function Variances({ pictures: { variances }, words }: DayChartsProps) {
  const { days, drawers } = trendOf(variances);
  const { title, lead, day, till, off } = words.off;
  return (
    <Picture
      title={title}
      lead={lead}
      opens={words.figures}
      heads={[day, till, 'Z', off]}
      rows={variances.map((one) => [
        words.dayName(one.day),
        one.cashier === undefined ? one.till : `${one.till}, ${words.drawerName(one.cashier)}`,
        String(one.z_no),
        words.difference(one.amount),
      ])}
    >
      <LineChart data={days} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" tickFormatter={words.dayName} stroke="var(--ink-2)" />
        <YAxis width={AXIS_WIDTH} stroke="var(--ink-2)" tickFormatter={words.axis} />
        <ReferenceLine y={0} stroke="var(--ink)" />
        <Tooltip formatter={(minor) => words.difference(Number(minor))} />
        <Legend />
        {drawers.map(({ key, till: of, cashier }, i) => (
          <Line
            key={key}
            dataKey={(row: (typeof days)[number]) => row.off[key]}
            name={cashier === undefined ? words.tillName(of) : words.drawerName(cashier)}
            stroke={HUES[i % HUES.length] ?? 'var(--ink)'}
            strokeDasharray={DASHES[i % DASHES.length] ?? '0'}
            strokeWidth={2}
            dot={{ strokeDasharray: '0' }}
            connectNulls
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </Picture>
  );
}

type PictureProps = {
  title: string;
  lead: string;
  opens: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  children: ReactNode;
};

function Picture({ title, lead, opens, heads, rows, children }: PictureProps) {
  const id = useId();
  return (
    <figure className="day-picture" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <p>{lead}</p>
      </figcaption>
      {/* The table below says the same and more. */}
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          {children}
        </ResponsiveContainer>
      </div>
      <details>
        <summary>{opens}</summary>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={`${row} ${cells.join(' ')}`}>
                {cells.map((cell, i) => (
                  <td key={heads[i]} className={i === 0 ? '' : 'figures'}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
