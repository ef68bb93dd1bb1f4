import { useState } from "react";
import type { Query } from "@/api/types";
import { oneOf, useUrlState } from "@/ui/urlState";
import { useNow } from "@/ui/useNow";

export const STATUSES = ["running", "suspended", "completed", "failed", "cancelled"] as const;
export const MODES = ["production", "trial", "replay"] as const;
export const KINDS = ["function", "context", "api", "orchestrator"] as const;

const HOUR = 3_600_000;

/** How long ago the oldest run began. */
export const TIMES: Record<string, number> = { "1h": HOUR, "24h": 24 * HOUR, "7d": 168 * HOUR, "30d": 720 * HOUR };

/** What the address asks of the list of runs. */
export function useRunQuery(): Query<"/api/v1/runs", "get"> {
  const [search] = useUrlState();
  const { time, label, from, to } = search;
  const now = useNow();
  // Counted back from when it was chosen, and not further on with each second.
  const [chosen, setChosen] = useState({ time, at: now });
  if (chosen.time !== time) {
    setChosen({ time, at: now });
  }
  const since = time === undefined || TIMES[time] === undefined ? undefined : new Date(chosen.at - TIMES[time]).toISOString();
  return {
    agent: search.agent,
    status: oneOf(STATUSES, search.status),
    mode: oneOf(MODES, search.mode),
    kind: oneOf(KINDS, search.kind),
    waiting: search.waiting === "true" ? true : undefined,
    conversation: search.conversation,
    parent: search.parent,
    label: label === undefined ? undefined : [label],
    from: since ?? from,
    to,
  };
}
