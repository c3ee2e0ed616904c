/** The library brings no types; this is all of it that we use. */
declare module 'imurmurhash' {
  export default function murmur(text: string, seed?: number): { result(): number };
}
