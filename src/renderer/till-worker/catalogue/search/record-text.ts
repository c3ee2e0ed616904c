/**
 * Many short texts as one long one, so that looking through all of them is one pass of the engine's
 * own search and no object a text. Each begins and ends with a line break.
 */
export class RecordText {
  private readonly text: string;
  /** Where each record begins, after its line break; one more for the end. */
  private readonly starts: Int32Array;

  constructor(records: readonly string[]) {
    this.text = `\n${records.join('\n')}\n`;
    this.starts = new Int32Array(records.length + 1);
    let start = 1;
    for (const [at, record] of records.entries()) {
      this.starts[at] = start;
      start += record.length + 1;
    }
    this.starts[records.length] = start;
  }

  /** One record with its line breaks. */
  framed(record: number): string {
    return this.text.slice(this.start(record) - 1, this.start(record + 1));
  }

  /** Each record that holds the text, in order. */
  *holding(part: string): Generator<number> {
    for (let at = this.text.indexOf(part); at >= 0;) {
      const record = this.recordAt(at);
      yield record;
      at = this.text.indexOf(part, this.start(record + 1));
    }
  }

  private start(record: number): number {
    return this.starts[record] ?? this.text.length;
  }

  private recordAt(position: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.start(middle) <= position) low = middle;
      else high = middle;
    }
    return low;
  }
}
