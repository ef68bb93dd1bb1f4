import type { Schema } from "@/api/types";
import type { Tone } from "@/ui/StatusChip";

/** A projection follows within moments; what lasts longer is worth a look. */
const SLOW_SECONDS = 10;

type Projection = Pick<Schema["ProjectionView"], "failures" | "parked" | "lagEvents" | "lagSeconds">;

/** The one thing that matters most about a projection. */
export function conditionOf({ failures, parked, lagEvents, lagSeconds }: Projection): { label: string; tone: Tone } {
  if (failures.length > 0) {
    return { label: "Stuck", tone: "bad" };
  }
  if (parked > 0) {
    return { label: parked === 1 ? "1 event waits" : `${parked} events wait`, tone: "warn" };
  }
  if (lagEvents > 0 && lagSeconds > SLOW_SECONDS) {
    return { label: "Behind", tone: "warn" };
  }
  return { label: "Up to date", tone: "good" };
}
