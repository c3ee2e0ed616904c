import { useState } from 'react';
import { Button } from '../../../src/renderer/shared/ui/button.tsx';
import { ReleaseChoices, ReleaseView } from '../../../src/contracts/release.ts';
import { ask, type Failed } from '../ask.ts';
import { count } from '../in-words.ts';
import { Problems } from '../problems.tsx';
import { useAsked } from '../use-asked.ts';
import { useCountedStores } from '../use-counted-stores.ts';
import { EMPTY_FORM, previewAsk, readForm, type ReleaseForm } from './release-form.ts';

type NewReleaseProps = { onLeave: () => void; onMade: () => void };
type Set = (over: Partial<ReleaseForm>) => void;

/** Flags and groups change seldom while somebody writes. */
const EVERY_MS = 30_000;
const ADVANCES = {
  hand: 'Somebody widens it',
  time: 'The clock widens it',
  guards: 'The clock, if all guards are well',
} as const;

/** A new release, with how many stores each stage would have before anything is done. */
export function NewRelease({ onLeave, onMade }: NewReleaseProps) {
  const { value: choices, failed } = useAsked(
    '/console/api/release-choices',
    ReleaseChoices,
    EVERY_MS,
  );
  const [form, setForm] = useState(EMPTY_FORM);
  const [refused, setRefused] = useState<Failed>();
  const [isBusy, setIsBusy] = useState(false);
  const set: Set = (over) => setForm((before) => ({ ...before, ...over }));
  const [openedMs] = useState(() => Date.now());
  const read = readForm(form, openedMs);
  const create = async (): Promise<void> => {
    if (!read.ok) return;
    setIsBusy(true);
    const answer = await ask('/console/api/releases', ReleaseView, read.body);
    setIsBusy(false);
    if (answer.ok) onMade();
    else setRefused(answer.failed);
  };
  return (
    <section className="panel" aria-labelledby="new-release">
      <h2 id="new-release">New release</h2>
      <Problems of={[failed, refused]} />
      <div className="form-fields">
        <What form={form} choices={choices} set={set} />
        {form.canary === '' && <Whom form={form} choices={choices} set={set} />}
        <How form={form} set={set} />
      </div>
      {form.canary === '' ? (
        <Preview form={form} />
      ) : (
        <p className="verdict">
          Any store’s requests may come to it: only for what is compatible with the servers beside
          it.
        </p>
      )}
      <p role="status">
        {read.ok ? 'It is created as a draft; starting it is a step of its own.' : read.fault}
      </p>
      <div className="dialog-actions">
        <Button isDisabled={isBusy} onPress={onLeave}>
          Leave it
        </Button>
        <Button look="primary" isDisabled={isBusy || !read.ok} onPress={() => void create()}>
          Create
        </Button>
      </div>
    </section>
  );
}

type PartProps = { form: ReleaseForm; set: Set };

function Text({
  name,
  hint,
  ...of
}: PartProps & { name: string; hint?: string; field: TextField }) {
  return (
    <label className="field">
      <span>{name}</span>
      <input
        value={of.form[of.field]}
        placeholder={hint}
        onChange={(event) => of.set({ [of.field]: event.target.value })}
      />
    </label>
  );
}
type TextField = 'id' | 'groups' | 'formats' | 'stores' | 'stages' | 'soakHours' | 'sales' | 'why';

type Choices = { choices: ReleaseChoices | undefined };

function What({ form, choices, set }: PartProps & Choices) {
  return (
    <>
      <Text form={form} set={set} name="Name" hint="quick-cash" field="id" />
      <label className="field">
        <span>Goes by</span>
        <select value={form.canary} onChange={(event) => set({ canary: event.target.value })}>
          <option value="">Share of the stores</option>
          {choices?.sites.map((site) => (
            <option key={site} value={site}>
              Share of requests, site {site}
            </option>
          ))}
        </select>
      </label>
      {form.canary === '' && <FlagOf form={form} choices={choices} set={set} />}
    </>
  );
}

function FlagOf({ form, choices, set }: PartProps & Choices) {
  const flag = choices?.flags.find(({ key }) => key === form.flag);
  return (
    <>
      <Select
        name="Flag"
        value={form.flag}
        options={choices?.flags.map(({ key }) => key) ?? []}
        onChoose={(key) => set({ flag: key, variant: '' })}
      />
      <Select
        name="What it shall say"
        value={form.variant}
        options={flag?.variants ?? []}
        onChoose={(variant) => set({ variant })}
      />
      {flag !== undefined && flag.taken_by !== null && (
        <p className="warning">
          Flag {flag.key} follows release {flag.taken_by} now. This one cannot start before that is
          over.
        </p>
      )}
    </>
  );
}

type SelectProps = {
  name: string;
  value: string;
  options: readonly string[];
  onChoose: (one: string) => void;
};

function Select({ name, value, options, onChoose }: SelectProps) {
  return (
    <label className="field">
      <span>{name}</span>
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">Choose</option>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

function Whom({ form, choices, set }: PartProps & Choices) {
  const known = (names: readonly string[] | undefined): string =>
    names === undefined || names.length === 0 ? 'all' : `all, or ${names.slice(0, 4).join(', ')}`;
  return (
    <>
      <Text form={form} set={set} name="Groups" hint={known(choices?.groups)} field="groups" />
      <Text form={form} set={set} name="Formats" hint={known(choices?.formats)} field="formats" />
      <Text form={form} set={set} name="Stores" hint="all, or 0417, 0418" field="stores" />
    </>
  );
}

function How({ form, set }: PartProps) {
  return (
    <>
      <Text
        form={form}
        set={set}
        name={`Stages, percent of the ${form.canary === '' ? 'stores' : 'requests'}`}
        field="stages"
      />
      <label className="field">
        <span>Who widens</span>
        <select
          value={form.advance}
          onChange={(event) => set({ advance: event.target.value as ReleaseForm['advance'] })}
        >
          {Object.entries(ADVANCES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Text form={form} set={set} name="Hours before the next stage" field="soakHours" />
      <Text form={form} set={set} name="Sales before the next stage" field="sales" />
      <Moment
        name="Starts by itself at"
        value={form.startAt}
        onSet={(at) => set({ startAt: at })}
      />
      <Moment
        name="Taken back at, unless done"
        value={form.cutoff}
        onSet={(at) => set({ cutoff: at })}
      />
      <Tick
        name="A second person approves each further stage"
        isOn={form.needsApproval}
        onSet={(isOn) => set({ needsApproval: isOn })}
      />
      <Tick
        name="Stages begin in office hours only"
        isOn={form.isOfficeHours}
        onSet={(isOn) => set({ isOfficeHours: isOn })}
      />
      <Text form={form} set={set} name="Why" field="why" />
    </>
  );
}

type MomentProps = { name: string; value: string; onSet: (at: string) => void };

function Moment({ name, value, onSet }: MomentProps) {
  return (
    <label className="field">
      <span>{name}</span>
      <input type="datetime-local" value={value} onChange={(event) => onSet(event.target.value)} />
    </label>
  );
}

function Tick({
  name,
  isOn,
  onSet,
}: {
  name: string;
  isOn: boolean;
  onSet: (to: boolean) => void;
}) {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onSet(event.target.checked)} />
      {name}
    </label>
  );
}

/** How many stores each stage would have. */
function Preview({ form }: { form: ReleaseForm }) {
  const counted = useCountedStores(previewAsk(form));
  if (counted === undefined) return <p className="verdict">Counting the stores …</p>;
  const { stores, unknown, stages } = counted;
  return (
    <>
      <p className="verdict">
        {stores === 0
          ? 'No store is of this audience: it could not start.'
          : `Of ${count(stores)} ${stores === 1 ? 'store' : 'stores'}: ${stages
              .map((one) => `${one.percent} % are ${count(one.stores)}`)
              .join(', ')}.`}
      </p>
      {unknown.length > 0 && (
        <p className="warning">There is no store {unknown.slice(0, 10).join(', ')}.</p>
      )}
    </>
  );
}
