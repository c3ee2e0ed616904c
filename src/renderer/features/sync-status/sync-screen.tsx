import { ageWords } from '../../shared/format/time-words.ts';
import { OFFLINE_REASONS, statusSentence } from '../../shared/format/status-sentence.ts';
import { useKeys } from '../../shared/keys/use-keys.ts';
import { useNotice } from '../../shared/notices.tsx';
import type { SyncView } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { ByHand } from './by-hand.tsx';
import { ParkedList } from './parked-list.tsx';
import { SiteTable } from './site-table.tsx';
import { useAsk } from './use-ask.ts';
import { say, sayLater } from '../../shared/words/say.ts';
import './sync-screen.css';

/** Everything behind the one sentence: sites, what waits, what is set aside and why. */
export function SyncScreen({ onBack }: { onBack: () => void }) {
  const till = useTill();
  const sync = useTillView((view) => view.sync);
  const notice = useNotice();
  const ask = useAsk(() => till.call('check-line', {}));
  useKeys({ Escape: onBack, F5: ask.go });
  const { text, tone } = statusSentence(sync);
  return (
    <main className="sync">
      <div className="sync-body">
        <header className="sync-head" data-tone={tone}>
          <div>
            <h1>{text}</h1>
            <p className="card-lead">{explain(sync)}</p>
          </div>
          <Button keyCap="F5" isDisabled={ask.isAsking} onPress={ask.go}>
            {ask.isAsking ? say('Asking …') : say('Ask both sites now')}
          </Button>
        </header>
        <SendingProgress head={sync.head} confirmed={sync.confirmed} />
        <SiteTable sites={sync.sites} head={sync.head} />
        <ParkedList parked={sync.parked} />
        <ByHand sync={sync} />
        <div className="sync-facts">
          <Switches switches={sync.switches} />
          <TillFacts />
        </div>
      </div>
      <footer className="sync-actions">
        <MessageLine message={notice} />
        <Button look="primary" className="sync-back" keyCap="Esc" onPress={onBack}>
          {say('Back')}
        </Button>
      </footer>
    </main>
  );
}

function explain({ offlineReason: reason, waiting, drillUntil: time }: SyncView): string {
  if (time !== undefined)
    return say(
      'IT has taken the line away for a drill, until {time}. Keep selling; the sales stay safe here and are sent afterwards.',
      { time },
    );
  if (reason !== undefined) return sayLater(OFFLINE_REASONS[reason]);
  return waiting === 0
    ? say('Each sale is stored on this till first and then at both head-office sites.')
    : say('Each sale is stored on this till. It leaves this list when both sites hold it.');
}

function SendingProgress({ head, confirmed }: { head: number; confirmed: number }) {
  if (head === 0) return undefined;
  return (
    <Progress
      label={say('{confirmed} of {head} records of this till are at both sites', {
        confirmed,
        head,
      })}
      percent={Math.floor((confirmed * 100) / head)}
    />
  );
}

function Switches({ switches }: { switches: { agoMs: number; to: string; reason: string }[] }) {
  const [last] = switches;
  return (
    <section aria-labelledby="sync-switches">
      <h2 id="sync-switches">{say('Last change of site')}</h2>
      <p className="sync-quiet">
        {last === undefined
          ? say('None since this till was started.')
          : say('{age} ago to {to}: {reason}.', {
              age: ageWords(last.agoMs),
              to: last.to,
              reason: last.reason,
            })}
      </p>
    </section>
  );
}

function TillFacts() {
  const till = useTillView((view) => view.till);
  const articles = useTillView((view) => view.catalogue.articles);
  if (till === undefined) return undefined;
  return (
    <section aria-labelledby="sync-till">
      <h2 id="sync-till">{say('This till')}</h2>
      <p className="sync-quiet">
        {say(
          '{storeName} · till {till} · region {region} · {articles, plural, one {# article} other {# articles}} · version {build}',
          {
            storeName: till.storeName,
            till: till.till,
            region: till.region,
            articles,
            build: till.build,
          },
        )}{' '}
        · {till.host}
      </p>
      <p className="sync-quiet">
        {till.keepsData
          ? say('This machine keeps the till’s data also when its disk fills up.')
          : say(
              'This machine may clear the till’s database when its disk is full; the second copy of each sale is apart from it.',
            )}
      </p>
      {till.weakHost ? (
        <p className="sync-quiet">
          {say(
            'Runs in a browser: the second copy of each sale is kept in the browser’s own file system.',
          )}
        </p>
      ) : undefined}
    </section>
  );
}
