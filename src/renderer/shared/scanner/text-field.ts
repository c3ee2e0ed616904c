export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A field's text and where its cursor stood; no cursor in fields such as numbers. */
export type FieldText = { readonly text: string; readonly from: number; readonly to: number };

export function isTextField(target: unknown): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

export function readField({ value, selectionStart, selectionEnd }: TextField): FieldText {
  return { text: value, from: selectionStart ?? value.length, to: selectionEnd ?? value.length };
}

/** Puts text and cursor back as they were. */
export function writeField(field: TextField, { text, from, to }: FieldText): void {
  if (field.value !== text) {
    const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    // Through the element's own setter, so that React hears of it as of typing.
    Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (field.selectionStart !== null) field.setSelectionRange(from, to);
}

/** Writes where the cursor is, in place of what is selected. */
export function insertText(field: TextField, added: string): void {
  const { text, from, to } = readField(field);
  const cursor = from + added.length;
  writeField(field, {
    text: text.slice(0, from) + added + text.slice(to),
    from: cursor,
    to: cursor,
  });
}
