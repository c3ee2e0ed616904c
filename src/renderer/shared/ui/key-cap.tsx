import { keyWords } from './key-words.ts';
import './key-cap.css';

/** The key that does the same. Seen only: assistive technology hears `aria-keyshortcuts`. */
export function KeyCap({ name }: { name: string }) {
  return (
    <kbd className="key-cap" aria-hidden="true">
      {keyWords(name)}
    </kbd>
  );
}
