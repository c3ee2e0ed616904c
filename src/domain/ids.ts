/*
 * Ids of different things must not be mixed up. The text comes from outside (the domain draws no
 * random numbers); branding says which thing it names.
 */

/** Names one closed document for ever, at the till and at head office. */
export type DocId = string & { readonly __id: 'document' };
/** Names one basket, from its first article to its sale or cancellation. */
export type BasketId = string & { readonly __id: 'basket' };
/** Names one shift: a cashier at a drawer between opening and counting. */
export type ShiftId = string & { readonly __id: 'shift' };

export const docId = (text: string): DocId => text as DocId;
export const basketId = (text: string): BasketId => text as BasketId;
export const shiftId = (text: string): ShiftId => text as ShiftId;
