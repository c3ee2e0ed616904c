import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Refusal } from './till-api.ts';
import { sayLater } from './words/say.ts';

/** What a screen tells in words. It stays until the next action, never by a clock (dom-A9). */
export type Notice = { tone: 'problem' | 'done'; text: string };

export type NoticeState = {
  notice: Notice | undefined;
  /** Told to screen readers only; `count` makes the same words heard twice. */
  spoken: { text: string; count: number };
};

/** One per page, made by the composition root. */
export type NoticeStore = StoreApi<NoticeState>;

export function createNoticeStore(): NoticeStore {
  return createStore(() => ({ notice: undefined, spoken: { text: '', count: 0 } }));
}

/** Shows what a refusal asks the cashier to do. */
export function showRefusal(store: NoticeStore, refusal: Refusal): void {
  showProblem(store, sayLater(refusal.next));
}

/** Shows what a person should look at. */
export function showProblem(store: NoticeStore, text: string): void {
  store.setState({ notice: { tone: 'problem', text } });
}

/** Shows what was done, where the screen shows it in no other way. */
export function showDone(store: NoticeStore, text: string): void {
  store.setState({ notice: { tone: 'done', text } });
}

export function clearNotice(store: NoticeStore): void {
  if (store.getState().notice !== undefined) store.setState({ notice: undefined });
}

/** Says something to who does not see the screen. */
export function speak(store: NoticeStore, text: string): void {
  store.setState(({ spoken }) => ({ spoken: { text, count: spoken.count + 1 } }));
}
