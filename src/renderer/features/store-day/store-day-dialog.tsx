import { useState } from 'react';
import { dateFormat } from '../../shared/format/kept-formats.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useNotice } from '../../shared/notices.tsx';
import { momentText } from '../../shared/format/moment-text.ts';
import { SaveButtons } from '../../shared/print/save-buttons.tsx';
import { useSheet } from '../../shared/print/use-sheet.tsx';
import { useTillView } from '../../shared/till-context.tsx';
import type { StoreDayView } from '../../shared/store-day-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { useMoneySetting } from '../../shared/ui/money-text.tsx';
import { localeOfWords, say, sayLater } from '../../shared/words/say.ts';
import { AdjustForm } from './adjust-form.tsx';
import { daySheet } from './day-sheet.ts';
import { UNHEARD_WORDS } from './day-words.ts';
import { DayChartsDialog } from './day-charts-dialog.tsx';
import { DayLeads } from './day-leads.tsx';
import { DaySums } from './day-sums.tsx';
import { DayTills, useMoneyOf } from './day-tills.tsx';
import { TillDetail } from './till-detail.tsx';
import { useStoreDay } from './use-store-day.tsx';
import './store-day.css';

/** Every till of the store on one business day, and the close of that day (dom-Z11). */
export function StoreDayDialog({ onClose }: { onClose: () => void }) {
  const day = useStoreDay(onClose);
  const notice = useNotice();
  const [isCharted, setCharted] = useState(false);
  const files = useDayFiles(day.view);
  const isResting =
    day.signature !== undefined ||
    day.adjusting !== undefined ||
    isCharted ||
    day.isAsked ||
    day.view === undefined ||
    day.isBusy;
  useKeys(
    isResting
      ? {}
      : {
          F3: () => day.step(-1),
          F4: () => day.step(1),
          F5: day.look,
          F6: day.adjustFirst,
          F7: () => setCharted(true),
          F8: () => files.saveAs('pdf'),
          F9: () => files.saveAs('csv'),
          F12: day.ask,
          ArrowDown: () => day.move(1),
          ArrowUp: () => day.move(-1),
        },
    'dialog',
  );
  if (day.signature !== undefined) return day.signature;
  const { view } = day;
  if (day.adjusting !== undefined)
    return <AdjustForm z={day.adjusting} onClose={day.leaveAdjust} onDone={day.adjusted} />;
  if (view !== undefined && isCharted)
    return <DayChartsDialog day={view.day} word={day.word} onClose={() => setCharted(false)} />;
  if (view !== undefined && day.isAsked) return <Confirm view={view} day={day} />;
  return (
    <Dialog title={say('The store’s day')} onClose={onClose}>
      {files.paper}
      {view === undefined ? (
        <p className="is-loading">{say('Asking every till of the store')}</p>
      ) : (
        <Day view={view} day={day} />
      )}
      <MessageLine
        message={notice}
        hint={say('What a missing till tells later stands beside the close.')}
      />
      <DayKeys day={day} files={files} onCharts={() => setCharted(true)} onClose={onClose} />
    </Dialog>
  );
}

type DayKeysProps = {
  day: ReturnType<typeof useStoreDay>;
  files: ReturnType<typeof useDayFiles>;
  onCharts: () => void;
  onClose: () => void;
};

function DayKeys({ day, files, onCharts, onClose }: DayKeysProps) {
  const isResting = day.view === undefined || day.isBusy;
  return (
    <div className="dialog-actions">
      <Button isStacked keyCap="Esc" autoFocus onPress={onClose}>
        {say('Back to the sale')}
      </Button>
      <Button isStacked keyCap="F5" isDisabled={isResting} onPress={day.look}>
        {say('Look again')}
      </Button>
      <Button isStacked keyCap="F7" isDisabled={isResting} onPress={onCharts}>
        {say('Charts')}
      </Button>
      <SaveButtons isDisabled={day.view === undefined || files.isSaving} onSave={files.saveAs} />
      <Button isStacked look="primary" keyCap="F12" isDisabled={isResting} onPress={day.ask}>
        {say('Close the day')}
      </Button>
    </div>
  );
}

/** The day as it is shown, as a file. */
function useDayFiles(view: StoreDayView | undefined) {
  const { save, isSaving, paper } = useSheet();
  const money = useMoneyOf();
  const face = useTillView((all) => all.till);
  const saveAs = (form: 'pdf' | 'csv'): void => {
    if (view === undefined || face === undefined || isSaving) return;
    const day = dayText(view.day, face.locale);
    const moment = (ms: number): string => momentText(ms, face);
    void save(form, daySheet(view, { store: face.store, day, money, moment }));
  };
  return { saveAs, isSaving, paper };
}

function Day({ view, day }: { view: StoreDayView; day: ReturnType<typeof useStoreDay> }) {
  return (
    <div className="store-day">
      <Heard view={view} day={day} />
      <div className="store-day-columns">
        <DayTills tills={view.tills} chosen={day.chosen?.till} onChoose={day.choose} />
        <div className="store-day-side">
          {day.chosen === undefined ? undefined : (
            <TillDetail till={day.chosen} onAdjust={day.adjust} />
          )}
          {day.chosen === undefined ? undefined : (
            <DayLeads leads={view.leads} till={day.chosen.till} />
          )}
          <DaySums view={view} />
        </div>
      </div>
    </div>
  );
}

/** The day, who could be asked, and who closed it before. */
function Heard({ view, day }: { view: StoreDayView; day: ReturnType<typeof useStoreDay> }) {
  const { locale } = useMoneySetting();
  const { isOnline, isProven, lan, closes } = view;
  const proof = isProven
    ? say('Head office holds everything, at both sites.')
    : say('Head office answers, and does not hold everything yet.');
  return (
    <div className="store-day-heard">
      <span className="store-day-when">
        <Button keyCap="F3" isDisabled={day.isBusy} onPress={() => day.step(-1)}>
          {say('Day before')}
        </Button>
        <strong>{dayText(view.day, locale)}</strong>
        <Button
          keyCap="F4"
          isDisabled={day.isBusy || view.day >= view.today}
          onPress={() => day.step(1)}
        >
          {say('Day after')}
        </Button>
      </span>
      <span className="store-day-proof" data-proof={isOnline && isProven ? 'whole' : 'not-yet'}>
        {isOnline ? proof : say('Head office cannot be asked now.')}
      </span>
      {lan.unheard.map(({ address, failure }) => (
        <span key={address}>{`${address} ${sayLater(UNHEARD_WORDS[failure])}`}</span>
      ))}
      {closes.map((close) => (
        <span key={close.closeId}>
          {close.isAtHeadOffice === true
            ? say('Closed at head office by {who}.', { who: close.closedBy })
            : say('Closed at till {till} by {who}.', { till: close.till, who: close.closedBy })}
        </span>
      ))}
    </div>
  );
}

/** A business day has no zone of its own. */
function dayText(day: string, locale: string): string {
  return dateFormat(localeOfWords(locale), { dateStyle: 'full', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
}

function Confirm({ view, day }: { view: StoreDayView; day: ReturnType<typeof useStoreDay> }) {
  const { missing, needsSecond, closes, lan } = view;
  const tills = missing.join(', ');
  const parts = [
    missing.length === 0
      ? say('Every till of the store is closed or was not used.')
      : say('These tills have no report yet: {tills}. The day is closed without them.', { tills }),
    lan.unheard.length === 0
      ? ''
      : say('Nobody answered at {addresses}.', {
          addresses: lan.unheard.map(({ address }) => address).join(', '),
        }),
    needsSecond ? say('You closed a till of this day, so a second person signs.') : '',
    closes.length === 0 ? '' : say('The day was closed before; that close stays as it is.'),
  ];
  return (
    <ConfirmDialog
      title={say('Close the day')}
      text={parts.filter((part) => part !== '').join(' ')}
      keepWords={say('Not yet')}
      removeWords={say('Close the day')}
      onKeep={day.leave}
      onRemove={day.close}
    />
  );
}
