import { useStore } from 'zustand';
import { useNoticeStore } from '../notices.tsx';

/** Says to screen readers what others see change: a line added, the new total. */
export function LiveRegion() {
  const { text, count } = useStore(useNoticeStore(), (state) => state.spoken);
  return (
    <div className="only-heard" role="status" aria-live="polite">
      <span key={count}>{text}</span>
    </div>
  );
}
