import type { RunEvent } from "@/api/live";

/** One time that a call was sent. */
export interface Attempt {
  number: number;
  at: string;
  /** What came of it, and what a person said of that; nothing while it is under way. */
  outcomes: { at: string; said: string; kind: "failed" | "unknown" | "settled" }[];
}

export interface CallHistory {
  tool: string | undefined;
  arguments: unknown;
  argumentsHash: string | undefined;
  /** The same for all attempts, so that a tool that heeds it does nothing twice. */
  idempotencyKey: string | undefined;
  approvedBy: readonly string[];
  attempts: readonly Attempt[];
}

interface Payload {
  callId?: string;
  tool?: string;
  arguments?: unknown;
  argumentsHash?: string;
  idempotencyKey?: string;
  approvedBy?: string[];
  attempt?: number;
  reason?: string;
  comment?: string;
  reconciledBy?: string;
  resolution?: string;
  failure?: { message?: string };
}

/** How a call went so far, from the events of its run. */
export function historyOf(callId: string, events: readonly RunEvent[]): CallHistory {
  const attempts: Attempt[] = [];
  let intended: Payload = {};
  for (const { contract, recordedAt: at, payload } of events) {
    const fact = payload as Payload;
    if (fact.callId !== callId) {
      continue;
    }
    const last = attempts.at(-1);
    if (contract === "run.tool-call-intended") {
      intended = fact;
      attempts.push({ number: fact.attempt ?? attempts.length + 1, at, outcomes: [] });
    } else if (last && contract === "run.tool-call-failed") {
      last.outcomes.push({ at, said: fact.failure?.message ?? "It failed", kind: "failed" });
    } else if (last && contract === "run.tool-call-outcome-unknown") {
      last.outcomes.push({ at, said: fact.reason ?? "Nobody knows the outcome", kind: "unknown" });
    } else if (last && contract === "run.tool-call-reconciled") {
      const said = `${fact.reconciledBy} settled it: ${fact.resolution}${fact.comment ? `. ${fact.comment}` : ""}`;
      last.outcomes.push({ at, said, kind: "settled" });
    }
  }
  return {
    tool: intended.tool,
    arguments: intended.arguments,
    argumentsHash: intended.argumentsHash,
    idempotencyKey: intended.idempotencyKey,
    approvedBy: intended.approvedBy ?? [],
    attempts,
  };
}
