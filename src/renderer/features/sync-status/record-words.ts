/** "1 record", "12 records". */
export function recordWords(count: number): string {
  return `${count} ${count === 1 ? 'record' : 'records'}`;
}
