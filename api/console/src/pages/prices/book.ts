import type { Schema } from "@/api/types";

type Entry = Schema["PriceView"];
type Book = Pick<Schema["PriceBookView"], "entries" | "unknown">;

/** What a model is paid for, by the names of the API. */
export const RATES = {
  input: "Input",
  output: "Output",
  cacheRead: "Cache read",
  cacheWrite: "Cache write",
  reasoning: "Reasoning",
  perCall: "Per call",
} as const;

export type Rate = keyof typeof RATES;

/** Without one these cost what another does: cache as input, reasoning as output, a call nothing. */
export const NEEDED: readonly Rate[] = ["input", "output"];

export const UNKNOWN: Record<Book["unknown"], { label: string; means: string }> = {
  refuse: { label: "Refuse the call", means: "A call of a model without a price is not made." },
  allow: { label: "Allow the call", means: "The call is made, and what it costs is not known: no budget counts it." },
};

/** A line as it is typed; `id` tells it from others that look the same. */
export interface Line extends Record<Rate, string> {
  id: string;
  provider: string;
  model: string;
}

export function lineOf(entry: Partial<Entry>, id: string): Line {
  const rates = (Object.keys(RATES) as Rate[]).map((rate) => [rate, entry[rate] ?? ""]);
  return { id, provider: entry.provider ?? "", model: entry.model ?? "", ...(Object.fromEntries(rates) as Record<Rate, string>) };
}

export function entryOf(line: Line): Entry {
  const rates = (Object.keys(RATES) as Rate[]).map((rate) => [rate, line[rate].trim()]).filter(([, value]) => value !== "");
  return { provider: line.provider.trim(), model: line.model.trim(), ...Object.fromEntries(rates) } as Entry;
}

/** By what it prices, so that two books can be compared line by line. */
export function byModel({ entries, unknown }: Book): Record<string, unknown> {
  const lines = entries.map(({ provider, model, ...rates }) => [`${provider} ${model}`, rates]);
  return { ...Object.fromEntries(lines), unknown };
}

/** The first thing that is wrong with the lines. */
export function wrongWith(lines: readonly Line[]): string | undefined {
  const named = new Set<string>();
  for (const line of lines) {
    const { provider, model } = entryOf(line);
    if (provider === "" || model === "") {
      return "Each line needs a provider and a model";
    }
    if (named.has(`${provider} ${model}`)) {
      return `There are two lines for ${provider} ${model}`;
    }
    named.add(`${provider} ${model}`);
    const lacking = NEEDED.find((rate) => line[rate].trim() === "");
    if (lacking) {
      return `${RATES[lacking]} of ${provider} ${model} is missing`;
    }
    const odd = (Object.keys(RATES) as Rate[]).find((rate) => !/^(\d+(\.\d{1,6})?)?$/.test(line[rate].trim()));
    if (odd) {
      return `${RATES[odd]} of ${provider} ${model} is not an amount of dollars`;
    }
  }
  return undefined;
}
