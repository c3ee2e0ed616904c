/** A store as head office writes it, for tests that enrol a till in it. */
export const STORE_PROFILE = {
  store: '0417',
  name: 'Test store',
  region: 'eu',
  currency: 'EUR',
  locale: 'en-IE',
  time_zone: 'Europe/Dublin',
  price_zone: 'eu-1',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: 't1',
  taxes: [{ code: 'S', rate: '20', label: 'VAT 20', compound: false }],
  tax_classes: { S: ['S'] },
  seller: { name: 'Evertill Test', tax_id: 'IE1', footer: '' },
};
