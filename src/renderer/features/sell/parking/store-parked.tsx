import type { StoreParkedSale } from '../../../shared/parking-api.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { say } from '../../../shared/words/say.ts';
import { ParkedWords } from './parked-words.tsx';
import type { Others } from './use-store-parked.ts';

type StoreParkedProps = {
  others: Others;
  onTake: (sale: StoreParkedSale) => void;
};

/** What waits at the store's other tills; pressing one asks that till for it. */
export function StoreParked({ others: { said }, onTake }: StoreParkedProps) {
  const sales = said !== undefined && 'sales' in said ? said.sales : [];
  return (
    <section aria-label={say('At other tills')} aria-busy={said === undefined}>
      <h3 className="parked-heading">{say('At other tills')}</h3>
      {sales.length === 0 ? <p className="parked-none">{wordsOf(said)}</p> : undefined}
      <ul aria-label={say('At other tills')}>
        {sales.map((sale) => (
          <li key={`${sale.till}/${sale.parkId}`} className="parked-sale">
            <Button className="parked-recall" onPress={() => onTake(sale)}>
              <ParkedWords sale={sale} from={say('till {till}', { till: sale.till })} />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf(said: Others['said']): string {
  if (said === undefined) return say('Asking head office …');
  return 'words' in said ? said.words : say('No sale is parked at another till.');
}
