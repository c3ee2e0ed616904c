import type { CustomersFound } from '../../domain/customer/find-customers.ts';

const MET = [
  { number: '2950000000013', name: 'Anna Weber', place: 'Mersch' },
  { number: '2950000000020', name: 'Anna-Lena Weberskirch-Hohenstein', place: 'Esch-sur-Alzette' },
  { number: '2950000000037', name: 'Anne Weyland', place: '' },
];
/** More people of one name than a list shows. */
const MANY = 1240;

/** The customers of a made-up town: three by name, many called Muller, nobody else. */
export function fakeCustomers(text: string, limit: number): CustomersFound {
  const asked = text.toLowerCase();
  if (asked.startsWith('mul')) {
    const hits = Array.from({ length: Math.min(limit, MANY) }, (_, n) => ({
      number: `29600000${String(n).padStart(5, '0')}`,
      name: `Marie Muller ${n + 1}`,
      place: 'Diekirch',
    }));
    return { hits, total: MANY };
  }
  const hits = MET.filter(({ name }) => name.toLowerCase().includes(asked));
  return { hits, total: hits.length };
}
