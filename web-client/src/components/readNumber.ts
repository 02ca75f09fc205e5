/** Reads what was typed: a point or a comma before the decimals. Nothing else is a number. */
export function readNumber(text: string): number | undefined {
  const tidy = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(tidy) ? Number(tidy) : undefined;
}
