import { sayLater, type Words } from '../words/say.ts';
import { Button } from './button.tsx';

type ChoiceKeysProps<C extends string> = {
  label: string;
  choices: readonly C[];
  words: Readonly<Record<C, Words>>;
  chosen: C | undefined;
  onChoose: (choice: C) => void;
  /** Another key than the figure, by place. */
  keyOf?: (at: number) => string;
  /** Beside a field: it keeps the focus, and Enter stays its own. */
  keepsFocus?: boolean;
};

const figure = (at: number): string => String(at + 1);

/** One of a closed set, each under its figure: 1 is the first. */
export function ChoiceKeys<C extends string>(props: ChoiceKeysProps<C>) {
  const { label, choices, words, chosen, onChoose, keyOf = figure, keepsFocus = false } = props;
  return (
    <div className="reason-keys" role="group" aria-label={label}>
      {choices.map((choice, at) => (
        <Button
          key={choice}
          keyCap={keyOf(at)}
          keepsFocus={keepsFocus}
          aria-pressed={chosen === choice}
          onPress={() => onChoose(choice)}
        >
          {sayLater(words[choice])}
        </Button>
      ))}
    </div>
  );
}

/** The figures as keys of the screen or dialog that shows the choices. */
export function choiceKeys<C extends string>(
  choices: readonly C[],
  onChoose: (choice: C) => void,
  keyOf = figure,
): Record<string, () => void> {
  return Object.fromEntries(
    choices.map((choice, at) => [keyOf(at), () => onChoose(choice)] as const),
  );
}
