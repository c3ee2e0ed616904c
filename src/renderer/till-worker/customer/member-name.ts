import type { Customers } from './customers.ts';

/** The name that goes with the card of the open basket, as far as this till knows it. */
export class MemberName {
  private readonly customers: Pick<Customers, 'nameOf'> | undefined;
  private readonly changed: () => void;
  private known = { member: '', name: '' };

  constructor(customers: Pick<Customers, 'nameOf'> | undefined, changed: () => void) {
    this.customers = customers;
    this.changed = changed;
  }

  /** Empty until it is read; `changed` is called once it is. */
  of(member: string | undefined): string {
    if (member === undefined) return '';
    if (this.known.member !== member) {
      this.known = { member, name: '' };
      void this.read(member);
    }
    return this.known.name;
  }

  private async read(member: string): Promise<void> {
    // A disk that cannot say it costs the name, never the card.
    const name = await this.customers?.nameOf(member).catch(() => undefined);
    if (name === undefined || this.known.member !== member) return;
    this.known = { member, name };
    this.changed();
  }
}
