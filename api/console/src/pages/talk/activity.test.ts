import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/api/live";
import { activityOf, type Activity } from "./activity";

const AT = "2026-01-01T10:00:00Z";
const LATER = "2026-01-01T10:00:02Z";

const HELD = told("run.tool-call-held", { callId: "c1", tool: "refund", arguments: { order: 7 }, reason: "A person allows it" });
const INTENDED = told("run.tool-call-intended", { callId: "c1", tool: "refund", arguments: { order: 8 }, approvedBy: ["grace"] });

function told(contract: string, payload: object, recordedAt = AT): RunEvent {
  return { contract, payload, recordedAt } as unknown as RunEvent;
}

function spoke(text: string, input: number, output: number, costMicros: number): RunEvent {
  return told("run.model-call-completed", { step: 1, call: { message: { text }, usage: { input, output }, costMicros } });
}

const only = ({ items }: Activity) => {
  expect(items).toHaveLength(1);
  return items[0];
};

describe("What an agent does", () => {
  it("is what it says and calls, and what that took", () => {
    const { items, spent } = activityOf([
      spoke("Let me see", 100, 20, 140),
      INTENDED,
      told("run.tool-call-succeeded", { callId: "c1", result: { refunded: true }, costMicros: 10 }, LATER),
      spoke("Done", 50, 5, 60),
    ]);

    expect(items.map((item) => (item.kind === "words" ? item.text : item.kind))).toEqual(["Let me see", "tool", "Done"]);
    expect(items[1]).toMatchObject({ status: "succeeded", result: { refunded: true }, startedAt: AT, endedAt: LATER });
    expect(spent).toEqual({ tokens: 175, costMicros: 210 });
  });

  it("waits for a person, and calls with what that person allowed", () => {
    expect(only(activityOf([HELD]))).toMatchObject({ status: "held", arguments: { order: 7 }, detail: "A person allows it" });

    const allowed = only(activityOf([HELD, INTENDED]));

    expect(allowed).toMatchObject({ status: "running", arguments: { order: 8 }, approvedBy: ["grace"] });
    expect(allowed).not.toHaveProperty("detail");
  });

  it.each([
    [told("run.tool-call-rejected", { callId: "c1", reason: "Not paid" }), "rejected", "Not paid"],
    [told("run.tool-call-failed", { callId: "c1", last: true, failure: { message: "It broke" } }), "failed", "It broke"],
    [told("run.tool-call-failed", { callId: "c1", last: false }), "running", undefined],
    [told("run.tool-call-outcome-unknown", { callId: "c1", reason: "It was cut" }), "unknown", "It was cut"],
    [told("run.cancelled", {}), "stopped", undefined],
    [told("run.failed", {}), "stopped", undefined],
  ])("ends a call as the log says: %#", (end, status, detail) => {
    expect(only(activityOf([INTENDED, end]))).toEqual(expect.objectContaining({ status, ...(detail && { detail }) }));
  });

  it("goes on after an operator settled a call", () => {
    const unknown = told("run.tool-call-outcome-unknown", { callId: "c1" });

    expect(
      only(activityOf([INTENDED, unknown, told("run.tool-call-reconciled", { callId: "c1", resolution: "done", result: 1 })])),
    ).toMatchObject({ status: "succeeded", result: 1 });
    expect(
      only(activityOf([INTENDED, unknown, told("run.tool-call-reconciled", { callId: "c1", resolution: "fail" })])),
    ).toMatchObject({ status: "failed" });
  });

  it("asks, and rests until it is answered", () => {
    const asked = [
      told("run.question-asked", { callId: "q1", question: "Which?", choices: ["red"] }),
      told("run.suspended", { reason: "question", detail: "A person is asked" }),
    ];
    expect(activityOf(asked).suspended).toEqual({ reason: "question", detail: "A person is asked" });

    const answered = activityOf([
      ...asked,
      told("run.question-answered", { callId: "q1", answer: "red", answeredBy: "olga" }),
      told("run.resumed", {}),
    ]);

    expect(only(answered)).toMatchObject({ answer: "red", answeredBy: "olga" });
    expect(answered.suspended).toBeUndefined();
  });
});
