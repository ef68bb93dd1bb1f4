import type { Schema } from "@/api/types";
import type { Tone } from "@/ui/StatusChip";

export type Report = Schema["ImportReport"];
export type Imported = Report["tools"][number];

interface Outcome {
  tone: Tone;
  /** What it says before it has happened. */
  ahead: string;
}

export const OUTCOMES: Record<Imported["outcome"], Outcome> = {
  registered: { tone: "good", ahead: "New tool" },
  revised: { tone: "info", ahead: "New version" },
  unchanged: { tone: "calm", ahead: "Unchanged" },
  invalid: { tone: "bad", ahead: "Invalid" },
  refused: { tone: "bad", ahead: "Refused" },
};

/** Whether an operation becomes a tool, or another version of one. */
export function changes({ outcome }: Imported): boolean {
  return outcome === "registered" || outcome === "revised";
}
