import type { Basket, BasketArticle, BasketLine, BasketVoid } from '../basket.ts';
import { isWholePieces, milli, ONE_WHOLE, type Milli } from '../quantity.ts';

/** The line of a line's deposit, while it is on the basket. */
export function depositLine(basket: Basket, lineId: string): BasketLine | undefined {
  return basket.lines.find((line) => line.depositOf === lineId && !line.voided);
}

/** Whether further pieces may join goods that carry this deposit: at the same price row or not at all. */
export function hasSameDeposit(
  basket: Basket,
  lineId: string,
  deposit: BasketArticle | undefined,
): boolean {
  const held = depositLine(basket, lineId);
  if (held === undefined || deposit === undefined)
    return held === undefined && deposit === undefined;
  return (
    held.article === deposit.article &&
    held.unitPrice === deposit.unitPrice &&
    held.priceStamp.hlc === deposit.priceStamp.hlc &&
    held.priceStamp.origin === deposit.priceStamp.origin
  );
}

/** A deposit for each piece; what is weighed stands in one vessel (ASK6). */
function depositPieces({ qtyMilli, byWeight }: BasketLine): Milli {
  return byWeight === true || !isWholePieces(qtyMilli) ? ONE_WHOLE : qtyMilli;
}

/** Puts the deposit of a new line behind it. It is never reduced (dom-D4). */
export function withDeposit(
  basket: Basket,
  goods: BasketLine,
  deposit: BasketArticle,
  lineId: string,
): Basket {
  const line: BasketLine = {
    ...deposit,
    discountable: false,
    lineId,
    qtyMilli: depositPieces(goods),
    voided: false,
    depositOf: goods.lineId,
  };
  return { ...basket, lines: [...basket.lines, line] };
}

/**
 * Brings a line's deposit in step with its goods: as many pieces, and gone with them (ASK6). What is
 * taken off is told as a void like the goods are (dom-X1).
 */
export function followGoods(basket: Basket, goodsId: string, atMs: number): Basket {
  const goods = basket.lines.find((line) => line.lineId === goodsId);
  const deposit = depositLine(basket, goodsId);
  if (goods === undefined || deposit === undefined) return basket;
  const left = goods.voided ? 0 : depositPieces(goods);
  const taken = deposit.qtyMilli - left;
  if (taken === 0) return basket;
  const changed: BasketLine = goods.voided
    ? { ...deposit, voided: true }
    : { ...deposit, qtyMilli: milli(left) };
  return {
    ...basket,
    lines: basket.lines.map((line) => (line.lineId === changed.lineId ? changed : line)),
    voids: taken < 0 ? basket.voids : [...basket.voids, voidOf(deposit, milli(taken), atMs)],
  };
}

function voidOf(line: BasketLine, qtyMilli: Milli, atMs: number): BasketVoid {
  const { lineId, article, name, unitPrice } = line;
  return { lineId, article, name, qtyMilli, unitPrice, atMs };
}
