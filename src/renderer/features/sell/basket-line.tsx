import { Fragment, memo } from 'react';
import { formatMoney, type MoneySetting } from '../../shared/format/money-format.ts';
import { formatQty } from '../../shared/format/quantity-format.ts';
import type { LineView } from '../../shared/till-api.ts';
import { LineToolKeys } from './line-tool-keys.tsx';
import type { TermsAsk } from './terms/terms-ask.ts';
import type { LineActions } from './use-basket.ts';
import { say } from '../../shared/words/say.ts';
import { useLanguage } from '../../shared/words/use-language.ts';

type BasketLineProps = {
  line: LineView;
  setting: MoneySetting;
  isSelected: boolean;
  hasTools: boolean;
  holdsRoom: boolean;
  isLocked: boolean;
  actions: LineActions;
  onQuantity: (line: LineView) => void;
  onTerms: (ask: TermsAsk) => void;
};

/**
 * One line and, while it is chosen, its tools. The worker sends every line anew with each change, so
 * lines are compared by what they say: two hundred of them must not be drawn for one scan.
 */
export const BasketLine = memo(
  function BasketLine(props: BasketLineProps) {
    useLanguage();
    const { line, setting, isSelected, hasTools, holdsRoom, isLocked, actions } = props;
    return (
      <li
        className="basket-line"
        data-selected={isSelected || undefined}
        data-deposit={line.isDeposit || undefined}
        data-back={line.back !== undefined || undefined}
        data-holds-room={holdsRoom || undefined}
      >
        <button
          type="button"
          className="basket-line-row"
          aria-current={isSelected || undefined}
          disabled={isLocked}
          onClick={() => actions.choose(line.lineId)}
        >
          <span className="basket-line-qty figures">
            {formatQty(line.qtyMilli, setting.locale)}
          </span>
          <span className="basket-line-name">{line.name}</span>
          <span className="basket-line-total money">
            {formatMoney(line.total, setting, 'bare')}
          </span>
          <span className="basket-line-aside">{asideOf(line, setting)}</span>
          <span className="basket-line-tax">{line.taxLabel}</span>
          {line.savings.map(({ name, amount }) => (
            // A promotion comes once on a line; its name may not be the only one of its kind.
            <Fragment key={`${name} ${amount}`}>
              <span className="basket-line-saving">{name}</span>
              <span className="basket-line-saved money">
                {formatMoney(-amount, setting, 'bare')}
              </span>
            </Fragment>
          ))}
        </button>
        {hasTools ? (
          <LineToolKeys
            line={line}
            actions={actions}
            onQuantity={props.onQuantity}
            onTerms={props.onTerms}
          />
        ) : undefined}
      </li>
    );
  },
  (before, after) =>
    before.isSelected === after.isSelected &&
    before.hasTools === after.hasTools &&
    before.holdsRoom === after.holdsRoom &&
    before.isLocked === after.isLocked &&
    before.actions === after.actions &&
    before.onQuantity === after.onQuantity &&
    before.onTerms === after.onTerms &&
    before.setting === after.setting &&
    saysTheSame(before.line, after.line),
);

function saysTheSame(before: LineView, after: LineView): boolean {
  return (
    before.lineId === after.lineId &&
    before.name === after.name &&
    before.qtyMilli === after.qtyMilli &&
    before.unitPrice === after.unitPrice &&
    before.total === after.total &&
    before.taxLabel === after.taxLabel &&
    before.back === after.back &&
    before.hasDiscount === after.hasDiscount &&
    before.named?.bookPrice === after.named?.bookPrice &&
    before.named?.reason === after.named?.reason &&
    savingsOf(before) === savingsOf(after)
  );
}

function savingsOf({ savings }: LineView): string {
  return savings.map(({ name, amount }) => `${name} ${amount}`).join('\n');
}

function asideOf(line: LineView, setting: MoneySetting): string {
  if (line.isDeposit) return say('Deposit, goes with the article above');
  if (line.back !== undefined)
    return line.back === '' ? say('Comes back') : say('Comes back · {back}', { back: line.back });
  const price = formatMoney(line.unitPrice, setting, 'bare');
  const each = line.unit === 'kg' ? `${price} / kg` : say('{price} each', { price });
  if (line.named === undefined) return each;
  const book = formatMoney(line.named.bookPrice, setting, 'bare');
  return say('{each} · {reason}, was {book}', { each, reason: line.named.reason, book });
}
