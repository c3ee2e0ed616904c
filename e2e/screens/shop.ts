import type { Article } from '../../src/contracts/datasets.ts';
import { gtinCheckDigit } from '../../src/domain/gtin.ts';
import type { SeedRow } from '../../tools/demo/seed/region-rows.ts';
import { PIN, pinVerifier, STORE } from '../region.ts';

/*
 * What the pictures show: a German shop with enough departments for every tile colour, weighed
 * goods, and names as long as real ones get.
 */

/** Department: tax class, then `name price` in cents; `/kg` marks goods that are weighed. */
const SHELVES: readonly (readonly [dept: string, taxClass: string, articles: string])[] = [
  [
    'Bakery',
    'food',
    'Roggenbrötchen 55, Laugenbrezel 95, Croissant 140, Baguette 210, Körnerbrot 390, Butterhörnchen 165, Mohnschnecke 195, Dinkelvollkornbrot mit Sonnenblumenkernen 500 g 479, Apfelkuchen 280, Käsekuchen 310, Rosinenschnecke 185, Zwiebelbaguette 245',
  ],
  [
    'Coffee bar',
    'standard',
    'Espresso 190, Cappuccino 290, Latte macchiato 350, Milchkaffee 320, Heiße Schokolade 340, Tee 220, Kaffee groß 260',
  ],
  [
    'Cheese',
    'food',
    'Gouda jung/kg 1390, Emmentaler/kg 1690, Bergkäse gereift/kg 2290, Ziegenfrischkäse Kräuter 289, Brie 249, Hirtenkäse 199',
  ],
  [
    'Deposit',
    'standard',
    'Pfand Mehrweg 0,33 l 8, Pfand Mehrweg 0,5 l 15, Pfand Einweg 25, Pfand Kasten 150',
  ],
  [
    'Flowers',
    'food',
    'Tulpen, 10 Stiele 399, Rosenstrauß klein 699, Topfkräuter Basilikum 199, Sonnenblume 249, Orchidee 1299',
  ],
  [
    'Fruit',
    'food',
    'Tomaten, Rispe/kg 299, Bananen/kg 189, Äpfel Elstar/kg 259, Trauben hell kernlos/kg 399, Avocado 149, Ananas 299, Zitronen, Netz 179, Heidelbeeren 250 g 349, Wassermelone/kg 149',
  ],
  [
    'Kitchen',
    'standard',
    'Küchenrolle 4 Stück 299, Spülmittel 500 ml 149, Geschirrspültabs Alles-in-einem phosphatfrei 60 Stück 999, Backpapier 20 Blatt 189, Müllbeutel 35 l 249',
  ],
  [
    'Newspapers',
    'food',
    'Tageszeitung 260, Wochenzeitung 620, Rätselheft 350, Landkarte Umgebung 690',
  ],
];

const PEOPLE: readonly (readonly [number: string, name: string, role: string])[] = [
  ['101', 'Maximiliane Hohenfels-Brandt', 'supervisor'],
  ['112', 'Jonas Brandt', 'cashier'],
  ['117', 'Aylin Çelik', 'cashier'],
  ['123', 'Piotr Nowak', 'cashier'],
  ['131', 'Charlotte Weidenmüller', 'cashier'],
  ['140', 'Samuel Okafor', 'cashier'],
];

const FIRST_NUMBER = 200_001;
const COMPANY = '4012345';

type Goods = { number: string; gtin: string; article: Article; price: number };

function goods(): Goods[] {
  let last = FIRST_NUMBER - 1;
  return SHELVES.flatMap(([dept, taxClass, articles]) =>
    articles.split(/(?<=\d), /).map((text): Goods => {
      const at = text.lastIndexOf(' ');
      const number = String((last += 1));
      const digits = `${COMPANY}${number.slice(1)}`;
      const gtin = `${digits}${gtinCheckDigit(digits)}`;
      const name = text.slice(0, at);
      const article: Article = {
        name: name.replace(/\/kg$/, ''),
        dept,
        tax_class: taxClass,
        unit: name.endsWith('/kg') ? 'kg' : 'piece',
        gtins: [gtin.padStart(14, '0')],
        discountable: true,
      };
      return { number, gtin, article, price: Number(text.slice(at + 1)) };
    }),
  );
}

const GOODS = goods();

/** What a scanner reads off an article of the shop. */
export function barcodeOf(name: string): string {
  const found = GOODS.find(({ article }) => article.name === name);
  if (found === undefined) throw new Error(`the shop has no ${name}`);
  return found.gtin;
}

const RIGHTS = ['return', 'return-offline', 'edit-quick-keys', 'training', 'line-void'];
const CUSTOMERS = [
  ['2950000000013', 'Anna Weber', 'Mersch'],
  ['2950000000020', 'Anna-Lena Weberskirch-Hohenstein', 'Esch-sur-Alzette'],
  ['2950000000037', 'Annegret Weyland', 'Köln'],
] as const;

/** The shop as head office knows it. */
export function shopRows(): SeedRow[] {
  const year = 365 * 24 * 3600 * 1000;
  const put = (ds: string, k: string, v: unknown): SeedRow => ({ ds, k, op: 'put', v });
  const pin = pinVerifier(PIN);
  return [
    ...GOODS.map(({ number, article }) => put('article', number, article)),
    ...GOODS.map(({ number, price }) => put('price', `de/${number}/0`, { amount: price })),
    ...RIGHTS.map((right) => put('permission', `${STORE}/cashier/${right}`, { allowed: true })),
    ...CUSTOMERS.map(([number, name, place]) => put('customer', number, { name, place })),
    ...PEOPLE.map(([number, name, role]) =>
      put('staff', `${STORE}/${number}`, { name, role, pin, expires_ms: Date.now() + year }),
    ),
  ];
}
