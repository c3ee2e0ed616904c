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
import type { DayPictures } from '../../../src/contracts/console.ts';
import { amount, count, difference, tenderName } from '../in-words.ts';
import { hourName, trendOf } from './chart-rows.ts';

const HEIGHT = 240;
/** The last word of an axis stands half beyond it. */
const MARGIN = { top: 8, right: 48, bottom: 4, left: 4 };
const HUES = ['var(--hue-3)', 'var(--hue-4)', 'var(--hue-5)', 'var(--hue-2)', 'var(--hue-1)'];
/** Tills beyond these share the chart's last colours; the figures stand in the table. */
const DASHES = ['0', '6 3', '2 3', '8 3 2 3'];

type DayChartsProps = { pictures: DayPictures; day: string };

/** Three pictures of a day; each has its figures as a table, for whoever cannot see it and for paper. */
export function DayCharts({ pictures, day }: DayChartsProps) {
  const { currency, hours, compared, tenders, variances } = pictures;
  return (
    <div className="charts">
      {hours.length > 0 && (
        <Picture
          title={`Sales by hour, ${currency}`}
          says={
            compared.length === 0
              ? 'There is no earlier day to hold it against.'
              : `Beside the mean of ${compared.length === 1 ? 'the same weekday before' : `${compared.length} same weekdays before`}.`
          }
          heads={['Hour', day, 'Usual']}
          rows={hours.map(({ hour, amount: sold, usual }) => [
            hourName(hour),
            amount(sold, currency),
            usual === null ? '–' : amount(usual, currency),
          ])}
        >
          <BarChart data={hours} margin={MARGIN} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="hour" tickFormatter={hourName} stroke="var(--ink-2)" />
            <YAxis
              width={90}
              stroke="var(--ink-2)"
              tickFormatter={(minor: number) => amount(minor, currency).split(/[. ]/)[0] ?? ''}
            />
            <Tooltip
              labelFormatter={(hour) => hourName(Number(hour))}
              formatter={(minor) => amount(Number(minor), currency)}
            />
            <Legend />
            <Bar dataKey="amount" name={day} fill="var(--accent)" isAnimationActive={false} />
            {compared.length > 0 && (
              <Bar dataKey="usual" name="Usual" fill="var(--hue-3)" isAnimationActive={false} />
            )}
          </BarChart>
        </Picture>
      )}
      {tenders.length > 0 && (
        <Picture
          title={`Paid with, ${currency}`}
          says="What customers paid with, by amount."
          heads={['Tender', 'Payments', 'Amount']}
          rows={tenders.map((one) => [
            tenderName(one.tender),
            count(one.count),
            amount(one.amount, currency),
          ])}
        >
          <BarChart data={tenders} layout="vertical" margin={MARGIN} accessibilityLayer={false}>
            <CartesianGrid horizontal={false} stroke="var(--line)" />
            <XAxis
              type="number"
              stroke="var(--ink-2)"
              tickFormatter={(minor: number) => amount(minor, currency).split(/[. ]/)[0] ?? ''}
            />
            <YAxis
              type="category"
              dataKey="tender"
              width={110}
              stroke="var(--ink-2)"
              tickFormatter={tenderName}
            />
            <Tooltip
              labelFormatter={(tender) => (typeof tender === 'string' ? tenderName(tender) : '')}
              formatter={(minor) => amount(Number(minor), currency)}
            />
            <Bar dataKey="amount" name="Amount" fill="var(--accent)" isAnimationActive={false} />
          </BarChart>
        </Picture>
      )}
      {variances.length > 0 && <Variances pictures={pictures} />}
    </div>
  );
}

function Variances({ pictures: { currency, variances } }: { pictures: DayPictures }) {
  const { days, tills } = trendOf(variances);
  return (
    <Picture
      title={`Cash off by, four weeks, ${currency}`}
      says="Above the line there was too much in the drawer, below it too little."
      heads={['Day', 'Till', 'Z', 'Off by']}
      rows={variances.map((one) => [
        one.day,
        one.till,
        String(one.z_no),
        one.amount === 0 ? '0' : difference(one.amount, currency),
      ])}
    >
      <LineChart data={days} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" stroke="var(--ink-2)" />
        <YAxis
          width={90}
          stroke="var(--ink-2)"
          tickFormatter={(minor: number) => amount(minor, currency).split(' ')[0] ?? ''}
        />
        <ReferenceLine y={0} stroke="var(--ink)" />
        <Tooltip formatter={(minor) => difference(Number(minor), currency)} />
        <Legend />
        {tills.map((till, i) => (
          <Line
            key={till}
            dataKey={(row: (typeof days)[number]) => row.off[till]}
            name={`Till ${till}`}
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
  says: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  children: ReactNode;
};

function Picture({ title, says, heads, rows, children }: PictureProps) {
  const id = useId();
  return (
    <figure className="panel picture" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <p>{says}</p>
      </figcaption>
      {/* The table below says the same and more. */}
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={HEIGHT}>
          {children}
        </ResponsiveContainer>
      </div>
      <details>
        <summary>As figures</summary>
        <table className="plain">
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
            {rows.map((cells) => (
              <tr key={cells.join(' ')}>
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
