type Kept<Options, Format> = (locale: string, options: Options) => Format;

/**
 * To build one of Intl's formats takes up to a millisecond, to use it some microseconds; a till uses
 * a dozen in its life, so each is kept.
 */
function keeping<Options, Format>(
  build: (locale: string, options: Options) => Format,
): Kept<Options, Format> {
  const kept = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = kept.get(key) ?? build(locale, options);
    kept.set(key, format);
    return format;
  };
}

/** `Intl.NumberFormat`, built once for each locale and options. */
export const numberFormat = keeping(
  (locale: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** `Intl.DateTimeFormat`, built once for each locale and options. */
export const dateFormat = keeping(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
