import type { ArticleHit } from '../shared/till-api.ts';

export type FakeArticle = ArticleHit & { price: number; taxLabel: string };

function article(
  number: string,
  name: string,
  dept: string,
  price: number,
  gtin?: string,
): FakeArticle {
  return { article: number, name, dept, price, unit: 'piece', gtin, taxLabel: 'VAT 7 %' };
}

/** A few articles of a German shop. */
export const FAKE_ARTICLES: readonly FakeArticle[] = [
  article('1001', 'Roggenbrötchen', 'Bakery', 55, '4001000000013'),
  article('1002', 'Laugenbrezel', 'Bakery', 95, '4001000000020'),
  article('1003', 'Croissant', 'Bakery', 140),
  article('1004', 'Baguette', 'Bakery', 210),
  article('1005', 'Sauerteigbrot 750 g', 'Bakery', 420, '4001000000051'),
  article('1006', 'Körnerbrot', 'Bakery', 390),
  article('1007', 'Apfelkuchen', 'Bakery', 280),
  article('1008', 'Käsekuchen', 'Bakery', 310),
  article('1009', 'Salat klein', 'Bakery', 350),
  article('1010', 'Sandwich Käse & Tomate', 'Bakery', 460),
  article('1011', 'Mohnschnecke', 'Bakery', 195),
  article('1012', 'Butterhörnchen', 'Bakery', 165),
  { ...article('2001', 'Tomaten, Rispe', 'Fruit', 299), unit: 'kg' },
  { ...article('2002', 'Bananen', 'Fruit', 189), unit: 'kg' },
  article('2003', 'Avocado', 'Fruit', 149),
  article('3001', 'Kaffee', 'Coffee', 220),
  article('3002', 'Cappuccino', 'Coffee', 290),
  article('4001', 'Bio Vollmilch 3,8 % 1 l', 'Dairy', 149, '4002000000010'),
  article('4002', 'Haferriegel Nuss', 'Dairy', 199, '4002000000027'),
  { ...article('5001', 'Pfand Mehrweg', 'Deposit', 15), taxLabel: 'VAT 19 %' },
];

/** Articles by department, in the order of the list. */
export function fakeDepartments(): { name: string; articles: ArticleHit[] }[] {
  const names = [...new Set(FAKE_ARTICLES.map((one) => one.dept))];
  return names.map((name) => ({
    name,
    articles: FAKE_ARTICLES.filter((one) => one.dept === name),
  }));
}
