import { gtinCheckDigit } from '../src/domain/gtin.ts';
import { expect, test } from './fixtures.ts';
import { ARTICLES, PROFILE, type TestStore } from './region.ts';
import { TillMachine, type RunningTill } from './till-machine.ts';

let region: TestStore;

const APPLES = { article: '77', name: 'Äpfel Elstar' };
const HAM = { article: '8888', name: 'Schinken', amount: 1999 };
const EXPIRED = '260101';

test.beforeAll(async ({ openStore }) => {
  test.setTimeout(120_000);
  const article = { dept: 'Fresh', tax_class: 'food', unit: 'kg', gtins: [], discountable: true };
  const formats = [
    { name: 'price', pattern: '22IIIIVPPPPPC', decimals: 2 },
    { name: 'weight', pattern: '28IIIIIWWWWWC', decimals: 3, unit: 'kg' as const },
  ];
  const put = (ds: string, k: string, v: unknown) => ({ ds, k, op: 'put' as const, v });
  region = await openStore((store) => [
    put('store', store, { ...PROFILE, store, barcodes: { formats } }),
    put('article', APPLES.article, { ...article, name: APPLES.name }),
    put('price', `de/${APPLES.article}/0`, { amount: 299 }),
    put('article', HAM.article, { ...article, name: HAM.name, brand: 'Landmetzger' }),
    put('price', `de/${HAM.article}/0`, { amount: HAM.amount }),
  ]);
});

const [milk, bread] = ARTICLES.map(({ gtin }) => gtin.slice(1)) as [string, string];
const withCheck = (body: string): string => `${body}${gtinCheckDigit(body)}`;
/** A label of the store's scale: article 77 and so many grams. */
const apples = (grams: number): string => withCheck(`2800077${String(grams).padStart(5, '0')}`);

/** A till that sells, for all tests of this file: each begins with an empty basket. */
async function seller(
  launchTill: ConstructorParameters<typeof TillMachine>[1],
  freshProfile: () => string,
  number: string,
): Promise<RunningTill> {
  return new TillMachine(region, launchTill, freshProfile).open(number);
}

test('dom-A10, dom-B9: a scan is heard whatever has the focus, types into no field and presses no button', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(90_000);
  const { page, till } = await seller(launchTill, freshProfile, '01');
  const search = page.getByLabel('Scan or search');

  // A text field with somebody's text and the cursor in the middle of it.
  await search.fill('Brot');
  await search.press('ArrowLeft');
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await expect(search).toHaveValue('Brot');
  await expect(search).toBeFocused();
  await page.keyboard.press('x');
  await expect(search).toHaveValue('Broxt');
  await search.fill('');

  // A button that would end the sale.
  const cancel = page.getByRole('button', { name: /^Cancel sale/ });
  await cancel.focus();
  await till.scan(bread);
  await expect(till.lines).toHaveCount(2);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(cancel).toBeFocused();

  // Nothing at all.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await till.scan(milk);
  await expect(till.lines.first()).toContainText('2');
  await expect(till.lines).toHaveCount(2);

  // A question that is open: nothing is added, and nothing is answered.
  await page.keyboard.press('F9');
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  await till.scan(bread);
  await expect(page.getByText(/^Nothing was scanned/).first()).toBeAttached();
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(till.lines).toHaveCount(2);
});

test('dom-B5, dom-B6, dom-B7, dom-B8, dom-B10: weights and prices in a code are sold; what is unknown, expired or garbage sells nothing and says so', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(90_000);
  const { page, till } = await seller(launchTill, freshProfile, '02');
  const search = page.getByLabel('Scan or search');
  const refused = async (code: string, words: RegExp): Promise<void> => {
    await till.scan(code);
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('');
  };

  await refused('5901234123457', /5901234123457 is not in the catalogue/);
  await refused('4006381333932', /wrong check digit/);
  await refused(withCheck('981234567890'), /it is a coupon/);
  await refused(withCheck('280099900123'), /is not in the catalogue/);
  await refused(`]d201${ARTICLES[0].gtin}17${EXPIRED}`, /has expired/);
  await refused('https://www.example.com/menu', /names no article/);
  await expect(till.lines).toHaveCount(0);

  // 1.234 kg at 2.99, and a pack whose label says 4.99.
  await till.scan(apples(1234));
  await expect(till.lines.nth(0)).toContainText('3,69');
  await till.scan(withCheck('228888800499'));
  await expect(till.lines.nth(1)).toContainText('4,99');
  await till.scanKeys([
    ...Array.from(`]C101${ARTICLES[1].gtin}10L1`),
    '\u001d',
    ...Array.from('17491231'),
    'Enter',
  ]);
  await expect(till.lines.nth(2)).toContainText('Sauerteigbrot');
  await till.scan(`https://shop.example/01/${ARTICLES[2].gtin}/10/A?utm=1`);
  await expect(till.lines.nth(3)).toContainText('Haferriegel');

  // Keys no code has, and a burst that never ends: nothing is sold, pressed or left in the field.
  await till.scanKeys([
    ...Array.from(milk),
    'F12',
    'Escape',
    'Delete',
    ...Array.from('12'),
    'Enter',
  ]);
  await expect(page.getByText(/The scanner sent no whole code/).first()).toBeVisible();
  await till.scanKeys([...Array.from('#'.repeat(700)), 'Enter'], 0.001);
  await expect(page.getByText(/The scanner sent no whole code/).first()).toBeVisible();
  await expect(search).toHaveValue('');
  await expect(till.lines).toHaveCount(4);
  await till.payExact();
});

test('dom-B9: twenty scans a second are all taken, in order, and an unknown one between sells nothing', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(90_000);
  const { till } = await seller(launchTill, freshProfile, '03');
  const weights = Array.from({ length: 40 }, (_, i) => 101 + i);
  const codes = weights.flatMap((grams) =>
    grams % 10 === 0 ? ['5901234123457', apples(grams)] : [apples(grams)],
  );
  // 14 keys a code: 3.5 ms apart they are twenty codes a second.
  await till.scanKeys(
    codes.flatMap((code) => [...Array.from(code), 'Enter']),
    0.0035,
  );
  await expect(till.lines).toHaveCount(weights.length);
  const shown = await till.lines.allTextContents();
  expect(shown.map((text) => /0,1\d+/.exec(text)?.[0])).toEqual(
    weights.map((grams) => `0,${grams}`.replace(/0$/, '')),
  );
});

test('search: a typing error, missing accents, part of a name, a brand and an article number find what is meant, by keyboard alone', async ({
  launchTill,
  freshProfile,
}) => {
  test.setTimeout(90_000);
  const { page, till } = await seller(launchTill, freshProfile, '04');
  const options = page.getByRole('listbox', { name: 'Articles found' }).getByRole('option');
  const chosen = page.getByRole('option', { selected: true });

  for (const [n, [typed, name]] of [
    ['Sauertiegbrot', 'Sauerteigbrot 750 g'],
    ['apfel', APPLES.name],
    ['gemahl', 'Kaffee gemahlen 500 g'],
    ['landmetzger', HAM.name],
    ['milch bio', 'Bio Vollmilch 3,8 % 1 l'],
  ].entries()) {
    await page.keyboard.type(typed ?? '', { delay: 70 });
    await expect(chosen).toContainText(name ?? '');
    await page.keyboard.press('Enter');
    if (name === APPLES.name || name === HAM.name) {
      // Sold by weight, and nothing has weighed it yet.
      await page
        .getByRole('dialog')
        .getByLabel(/^Grams/)
        .fill('500');
      await page.keyboard.press('Enter');
    }
    await expect(till.lines).toHaveCount(n + 1);
    await expect(till.lines.nth(n)).toContainText(name ?? '');
    await expect(options).toHaveCount(0);
  }

  await page.keyboard.type('schinken', { delay: 70 });
  await expect(chosen).toContainText('Landmetzger · Fresh · 8888');
  await page.keyboard.press('Escape');

  // Figures: an article number by Enter, a hit by the arrows.
  await page.keyboard.type('100003', { delay: 70 });
  await page.keyboard.press('Enter');
  await expect(till.lines).toHaveCount(6);
  await page.keyboard.type('10000', { delay: 70 });
  await expect(options).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toContainText('100002');
  await page.keyboard.press('Enter');
  await expect(till.lines.nth(0)).toContainText('2');
  await expect(till.lines).toHaveCount(6);
});
