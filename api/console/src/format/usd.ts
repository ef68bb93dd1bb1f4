const DIGITS = 6;

/** Decimal US dollars as millionths, the smallest part that the ledger counts. */
export function micros(decimal: string): bigint {
  const negative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const amount = BigInt(whole || "0") * 1_000_000n + BigInt(fraction.slice(0, DIGITS).padEnd(DIGITS, "0"));
  return negative ? -amount : amount;
}

/** Millionths as decimal US dollars. */
export function usd(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % 1_000_000n).toString().padStart(DIGITS, "0").replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${size / 1_000_000n}${fraction && `.${fraction}`}`;
}

/** How large a part is of a whole, between 0 and whatever it is; 0 of nothing. */
export function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 10_000n) / whole) / 10_000;
}
