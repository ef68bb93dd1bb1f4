import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/api/live";
import { historyOf } from "./attempts";

function told(contract: string, payload: object, recordedAt: string): RunEvent {
  return { contract, payload, recordedAt } as unknown as RunEvent;
}

describe("The history of a call", () => {
  it("has each time that it was sent, and what came of it", () => {
    const history = historyOf("c1", [
      told("run.tool-call-intended", { callId: "c1", tool: "refund", attempt: 1, idempotencyKey: "k" }, "1"),
      told("run.tool-call-intended", { callId: "c2", tool: "other", attempt: 1 }, "2"),
      told("run.tool-call-outcome-unknown", { callId: "c1", reason: "It was cut" }, "3"),
      told(
        "run.tool-call-reconciled",
        { callId: "c1", reconciledBy: "olga", resolution: "retry", comment: "Not in the books" },
        "4",
      ),
      told("run.tool-call-intended", { callId: "c1", tool: "refund", attempt: 2, idempotencyKey: "k" }, "5"),
    ]);

    expect(history).toMatchObject({ tool: "refund", idempotencyKey: "k", approvedBy: [] });
    expect(history.attempts).toEqual([
      {
        number: 1,
        at: "1",
        outcomes: [
          { at: "3", said: "It was cut", kind: "unknown" },
          { at: "4", said: "olga settled it: retry. Not in the books", kind: "settled" },
        ],
      },
      { number: 2, at: "5", outcomes: [] },
    ]);
  });
});
