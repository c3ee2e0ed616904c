import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { DrillView } from '../../../src/contracts/outage-drill.ts';
import { ask, type Failed } from '../ask.ts';
import { count } from '../in-words.ts';
import { Problems } from '../problems.tsx';
import { useCountedStores } from '../use-counted-stores.ts';
import { drillAudience, EMPTY_DRILL, readDrill, type DrillForm } from './drill-form.ts';

type NewDrillProps = { onLeave: () => void; onMade: () => void };

const FIELDS: readonly [keyof DrillForm, string, string][] = [
  ['stores', 'Stores', '0417, 0418'],
  ['groups', 'Groups', 'pilots'],
  ['formats', 'Formats', 'express'],
  ['minutes', 'Minutes', ''],
  ['why', 'Why', 'the drill of this quarter'],
];

/** Whose line is taken away and for how long; the first press asks, the second does it. */
export function NewDrill({ onLeave, onMade }: NewDrillProps) {
  const [form, setForm] = useState(EMPTY_DRILL);
  const [refused, setRefused] = useState<Failed>();
  const [sure, setSure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const audience = drillAudience(form);
  const counted = useCountedStores(
    typeof audience === 'string' ? undefined : { audience, percents: [100] },
  );
  const read = readDrill(form, counted?.stores);
  // A second press counts for what the first one was shown, and for nothing else.
  const shown = JSON.stringify(read);
  const isSure = sure === shown;
  const press = async (): Promise<void> => {
    if (typeof read === 'string') return;
    if (!isSure) return setSure(shown);
    setIsBusy(true);
    const answer = await ask('/console/api/drills', DrillView, read);
    setIsBusy(false);
    setSure(undefined);
    if (answer.ok) onMade();
    else setRefused(answer.failed);
  };
  return (
    <section className="panel" aria-labelledby="new-drill">
      <h2 id="new-drill">New outage drill</h2>
      <Problems of={[refused]} />
      <div className="form-fields">
        {FIELDS.map(([field, name, hint]) => (
          <label key={field} className="field">
            <span>{name}</span>
            <input
              value={form[field]}
              placeholder={hint}
              maxLength={field === 'why' ? 200 : undefined}
              onChange={(event) => setForm({ ...form, [field]: event.target.value })}
            />
          </label>
        ))}
      </div>
      {counted !== undefined && counted.unknown.length > 0 && (
        <p className="warning">There is no store {counted.unknown.slice(0, 10).join(', ')}.</p>
      )}
      <p className="verdict" role="status">
        {typeof read === 'string'
          ? read
          : isSure
            ? `Press once more: every till of ${storesWords(read.stores)} is without head office for ${read.minutes} minutes. They go on selling.`
            : `It takes the line of ${storesWords(read.stores)} away for ${read.minutes} minutes.`}
      </p>
      <div className="dialog-actions">
        <Button isDisabled={isBusy} onPress={onLeave}>
          Leave it
        </Button>
        <Button
          look={isSure ? 'removes' : 'primary'}
          isDisabled={isBusy || typeof read === 'string'}
          onPress={() => void press()}
        >
          {isSure ? 'Take the line away now' : 'Take the line away'}
        </Button>
      </div>
    </section>
  );
}

const storesWords = (n: number): string => `${count(n)} ${n === 1 ? 'store' : 'stores'}`;
