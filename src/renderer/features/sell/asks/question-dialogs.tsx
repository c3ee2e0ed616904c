import { useState } from 'react';
import type { QuestionAnswer, QuestionView } from '../../../shared/ask-api.ts';
import { useNoticeStore } from '../../../shared/notices.tsx';
import { clearNotice } from '../../../shared/notice-store.ts';
import { useTill, useTillView } from '../../../shared/till-context.tsx';
import { AgeDialog } from './age-dialog.tsx';
import { OpenPriceDialog } from './open-price-dialog.tsx';
import { WeightDialog } from './weight-dialog.tsx';
import { say } from '../../../shared/words/say.ts';
import './asks.css';

/** What the article scanned last wants to know; nothing while it wants nothing. */
export function QuestionDialogs() {
  const question = useTillView((view) => view.question);
  return question === undefined ? undefined : <Question key={question.id} question={question} />;
}

function Question({ question }: { question: QuestionView }) {
  const { problem, give } = useAnswer(question.id);
  const leave = (): void => give({ about: 'leave' });
  switch (question.about) {
    case 'age':
      return (
        <AgeDialog
          question={question}
          problem={problem}
          onAnswer={(isOldEnough) => give({ about: 'age', isOldEnough })}
        />
      );
    case 'weight':
      return (
        <WeightDialog
          {...question}
          problem={problem}
          leaveWords={say('Do not sell it')}
          onWeight={(grams) => give({ about: 'weight', grams })}
          onClose={leave}
        />
      );
    case 'price':
      return (
        <OpenPriceDialog
          question={question}
          problem={problem}
          onPrice={(amount) => give({ about: 'price', amount })}
          onClose={leave}
        />
      );
  }
}

/** One answer at a time: a double click gives it once. */
function useAnswer(id: number) {
  const till = useTill();
  const notices = useNoticeStore();
  const [problem, setProblem] = useState<string>();
  const [isGiven, setGiven] = useState(false);

  async function tell(answer: QuestionAnswer): Promise<void> {
    setGiven(true);
    const done = await till.call('answer-question', { id, answer });
    setGiven(false);
    if (done.ok) clearNotice(notices);
    else setProblem(done.next);
  }

  function give(answer: QuestionAnswer): void {
    if (!isGiven) void tell(answer);
  }

  return { problem, give };
}
