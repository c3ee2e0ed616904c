import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import type { Phase } from '../../shared/till-api.ts';
import { later, sayLater, type Words } from '../../shared/words/say.ts';

type Starting = Extract<Phase, { at: 'starting' }>;

const WORDS: Record<Starting['step'], { title: Words; lead: Words; label: Words }> = {
  'opening-store': {
    title: later('Starting the till'),
    lead: later('Opening what this till has stored.'),
    label: later('Opening the store'),
  },
  repairing: {
    title: later('Checking the sales of this till'),
    lead: later(
      'The till was not closed properly. It compares its two copies of every sale and completes whichever is behind. Nothing is lost; please wait.',
    ),
    label: later('Comparing both copies'),
  },
};

/** Start-up and repair: what is being done and how far it is. */
export function StartingScreen({ phase }: { phase: Starting }) {
  const { title, lead, label } = WORDS[phase.step];
  return (
    <CardScreen title={sayLater(title)} lead={sayLater(lead)}>
      <Progress label={sayLater(label)} percent={phase.percent} />
    </CardScreen>
  );
}
