import { setupI18n, type I18n } from '@lingui/core';
import { compileWords, type Compiled } from './compile-words.ts';
import type { Language } from './languages.ts';

/** English sentence -> the same sentence in another language. */
export type Catalogue = Readonly<Record<string, string>>;
type Spoken = { readonly language: Language; readonly words: Catalogue };
/** `own` is for who stands at the till, `store` for its customers (LANG3). */
export type Speech = { readonly own: Spoken; readonly store: Spoken };

/** What stands for a name in a sentence; figures and amounts come as the store writes them (LANG4). */
export type Values = Readonly<Record<string, string | number>>;

/** A sentence that is said later: give it to `sayLater`. */
export type Words = string & { readonly isSaidLater?: true };

const kept = new Map<string, Compiled>();

/** Each message is read once, however often it is said. */
function compile(message: string): Compiled {
  const read = kept.get(message) ?? compileWords(message);
  kept.set(message, read);
  return read;
}

/** Counts are small; separators would be those of the language and not of the store (LANG4). */
const FORMATS = { number: { useGrouping: false } };

function speaker({ language, words }: Spoken): I18n {
  return setupI18n({ locale: language, messages: { [language]: words } }).setMessagesCompiler(
    compile,
  );
}

const ENGLISH: Spoken = { language: 'en', words: {} };
let own = speaker(ENGLISH);
let store = own;
const heard = new Set<() => void>();

/**
 * Says an English sentence to who stands at the till, in the language they chose. The sentence is the
 * key of the catalogues, so it is written there and then, never put together (LANG5).
 */
export function say(id: string, values?: Values): string {
  return own._(id, values, { formats: FORMATS });
}

/** Says it to the customer: on paper and on the customer's display (LANG3). */
export function sayToCustomer(id: string, values?: Values): string {
  return store._(id, values, { formats: FORMATS });
}

/** Marks a sentence that stands in a table and is said when it is needed. */
export function later(id: string): Words {
  return id;
}

/** Says what `later` marked; what is in no catalogue, e.g. because it was said already, stays as it is. */
export function sayLater(words: Words): string {
  return wordsIn(own, words);
}

/** The same for customers. */
export function sayLaterToCustomer(words: Words): string {
  return wordsIn(store, words);
}

function wordsIn({ messages }: I18n, words: Words): string {
  const said = messages[words];
  return typeof said === 'string' ? said : words;
}

/** From now on. Everybody who listens is told once. */
export function speak(speech: Speech): void {
  own = speaker(speech.own);
  store = speaker(speech.store);
  for (const tell of heard) tell();
}

/** The language of `say`, e.g. for `<html lang>`. */
export function spokenLanguage(): string {
  return own.locale;
}

/**
 * For dates whose days and months are words: the store's locale where that speaks the language of who
 * reads, else the language itself (LANG4).
 */
export function localeOfWords(storeLocale: string): string {
  const language = spokenLanguage();
  if (storeLocale.startsWith(language)) return storeLocale;
  return language === 'en' ? 'en-GB' : language;
}

/** The language of `sayToCustomer`. */
export function customersLanguage(): string {
  return store.locale;
}

/** Hears of each change of language. */
export function onSpeak(changed: () => void): () => void {
  heard.add(changed);
  return () => void heard.delete(changed);
}
