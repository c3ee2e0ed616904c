import type { ParkedView } from '../../shared/till-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { useAsk } from './use-ask.ts';
import { localeOfWords, say } from '../../shared/words/say.ts';

/** Records that head office set aside: never lost, kept here with the reason until they are taken. */
export function ParkedList({ parked }: { parked: ParkedView[] }) {
  return (
    <section aria-labelledby="sync-parked">
      <h2 id="sync-parked">{say('Set aside')}</h2>
      {parked.length === 0 ? (
        <p className="sync-quiet">{say('Nothing. Head office took every record it was sent.')}</p>
      ) : (
        <ul className="parked">
          {parked.map((one) => (
            <Parked key={`${one.stream}-${one.seq}`} parked={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Parked({ parked }: { parked: ParkedView }) {
  const till = useTill();
  const face = useTillView((view) => view.till);
  const { stream, seq } = parked;
  const ask = useAsk(() => till.call('send-again', { stream, seq }));
  const isSending = parked.sending || ask.isAsking;
  const when = new Date(parked.atMs).toLocaleString(localeOfWords(face?.locale ?? ''), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: face?.timeZone,
  });
  return (
    <li>
      <div>
        <strong>{say('{kind} no. {seq}', { kind: parked.kind, seq })}</strong>
        <span className="parked-reason">{parked.reason}</span>
        <span className="sync-quiet">{say('{when} · safe on this till', { when })}</span>
      </div>
      <Button
        isDisabled={isSending}
        aria-label={say('Send again no. {seq}', { seq })}
        onPress={ask.go}
      >
        {isSending ? say('Sending …') : say('Send again')}
      </Button>
    </li>
  );
}
