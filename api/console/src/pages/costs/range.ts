import type { Search } from "@/ui/urlState";

export const RANGES = { "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days", "90d": "Last 90 days" };

export type RangeName = keyof typeof RANGES | "custom";

const HOUR = 3_600_000;
const HOURS: Record<keyof typeof RANGES, number> = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24, "90d": 90 * 24 };

export interface Range {
  name: RangeName;
  from: string;
  /** Open, for what is still coming. */
  to: string | undefined;
}

/** The range that the address asks for; the last 7 days without one. */
export function rangeOf({ range, from, to }: Search, now: number): Range {
  if (range === "custom") {
    return { name: "custom", from: from ?? new Date(now - HOURS["7d"] * HOUR).toISOString(), to };
  }
  const name = range !== undefined && range in HOURS ? (range as keyof typeof RANGES) : "7d";
  return { name, from: new Date(now - HOURS[name] * HOUR).toISOString(), to: undefined };
}
