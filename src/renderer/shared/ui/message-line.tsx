import { CircleAlert, CircleCheck } from 'lucide-react';
import './message-line.css';

type MessageLineProps = {
  /** Undefined shows the hint; the line keeps its place, so nothing moves when something is told. */
  message: { tone: 'problem' | 'done'; text: string } | undefined;
  hint?: string;
};

/** One line of words under a field: a quiet hint, or what went wrong and what to do next. */
export function MessageLine({ message, hint = '' }: MessageLineProps) {
  return (
    <p className="message-line" role="alert" data-tone={message?.tone ?? 'hint'}>
      {message?.tone === 'problem' ? <CircleAlert size={18} aria-hidden="true" /> : undefined}
      {message?.tone === 'done' ? <CircleCheck size={18} aria-hidden="true" /> : undefined}
      <span>{message?.text ?? hint}</span>
    </p>
  );
}
