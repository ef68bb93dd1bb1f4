import { StatusChip } from "@/ui/StatusChip";
import type { EFFECTS } from "./words";

const TONES = { read: "calm", idempotent: "info", effectful: "warn" } as const;

/** What a call does to the world. */
export function EffectChip({ effect }: { effect: keyof typeof EFFECTS }) {
  return <StatusChip status={effect} tone={TONES[effect]} />;
}
