/** Quotes a value for a POSIX shell, if it needs quotes: profile names may contain spaces, origins a star. */
export function shellQuote(value: string): string {
  return /^[\w.@:/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
