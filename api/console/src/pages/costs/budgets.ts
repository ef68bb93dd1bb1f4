import type { Schema } from "@/api/types";

type Budget = Schema["BudgetView"];

export const WINDOWS: Record<Budget["window"], { label: string; each: string }> = {
  day: { label: "Each day (UTC)", each: "a day" },
  month: { label: "Each month (UTC)", each: "a month" },
  run: { label: "Each run", each: "a run" },
};

export const AT_CAP: Record<Budget["atCap"], { label: string; means: string }> = {
  suspend: {
    label: "Suspend the run",
    means: "At the cap a run is suspended before its next call; it goes on when somebody resumes it.",
  },
  fail: { label: "Fail the run", means: "At the cap a run fails before its next call." },
};

export type ScopeKind = "project" | "agent" | "user";

/** `agent:agt_1` as what it is and whose. */
export function scopeOf(text: string): { kind: ScopeKind; subject: string } {
  const at = text.indexOf(":");
  return at < 0
    ? { kind: "project", subject: "" }
    : { kind: text.slice(0, at) as ScopeKind, subject: text.slice(at + 1) };
}

interface Limits {
  scope: string;
  window: Budget["window"];
}

/** What becomes of the count when a budget is set, as the ledger does it. */
export function consequence(held: Limits | undefined, next: Limits): string {
  if (held === undefined) {
    return next.window === "run"
      ? "It holds for the next call of every run. Each run is held to it on its own."
      : "It holds for the next call of every run. Its count begins at nothing.";
  }
  return held.scope === next.scope && held.window === next.window
    ? "It holds for the next call of every run. What was counted in this period still counts."
    : "It limits something else than before, so its count begins anew: what was counted is forgotten.";
}
