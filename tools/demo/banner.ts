import type { DemoRegion } from './demo-region.ts';
import { STORES, TILLS } from './seed/stores.ts';

/** What a newcomer needs to sell: addresses, the code, who works here with which PIN. */
export function banner({ region, pair, seeded, till, identity, code }: DemoRegion): string {
  const stores = STORES[region];
  const [first] = stores;
  const people = stores.map(({ store, name }) => {
    const staff = seeded.people
      .filter((person) => person.store === store)
      .map(
        (p) =>
          `${p.number} ${p.name} PIN ${p.pin}${p.role === 'supervisor' ? ' (supervisor)' : ''}`,
      );
    return `    ${store} ${name}\n      ${staff.join('\n      ')}`;
  });
  return [
    '',
    `Evertill demo, region ${region}: ${seeded.articles} articles, ${stores.length} stores, ${TILLS.length} tills each`,
    `  till         ${till?.line ?? 'none asked for'}`,
    `  enrol it     ${code}   (store ${first?.store} ${first?.name}, till 01, once, today)`,
    `  head office  site A ${pair.a.url}/   site B ${pair.b.url}/`,
    `  console      ${pair.a.url}/console   or at site B ${pair.b.url}/console`,
    ...identity.people.map(({ user, password }) => `      ${user}   password ${password}`),
    '      code         npm run console:code -- it',
    '  staff',
    ...people,
    '  commands     npm run site -- status|stop|start|kill a|b    npm run verify',
    '               npm run price -- GTIN AMOUNT                  npm run flag -- sell-quick-cash on',
    '               npm run enrol -- STORE TILL                   Ctrl-C ends everything',
    '',
  ].join('\n');
}
