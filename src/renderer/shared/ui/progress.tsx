import { Label, ProgressBar } from 'react-aria-components';
import './progress.css';

/** How far something is, 0 to 100, in words and as a bar. */
export function Progress({ label, percent }: { label: string; percent: number }) {
  return (
    <ProgressBar className="progress" value={percent}>
      {({ percentage = 0 }) => (
        <>
          <Label>{label}</Label>
          <span>{Math.floor(percentage)} %</span>
          <div className="progress-track">
            <div className="progress-fill" style={{ transform: `scaleX(${percentage / 100})` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
