import { describe, expect, it } from "vitest";
import { answer, NOON, told } from "./events.testing";
import { stepsOf } from "./steps";

const asked = (step: number, attempt = 1) => ({ step, attempt, model: "rehearsal/rehearsal", delayMillis: 0 });
const call = { step: 1, callId: "call_1_1", tool: "pay" };

describe("The steps of a run", () => {
  it("tell how often a model was asked, what it took, and when it waited", () => {
    const [model] = stepsOf(
      told(
        [0, "run.model-call-requested", asked(1)],
        [100, "run.model-call-failed", { step: 1, attempt: 1, failure: { kind: "timeout", message: "Too late" } }],
        [100, "run.model-call-requested", { ...asked(1, 2), delayMillis: 50 }],
        [400, "run.model-call-completed", answer(1, "Hello")],
      ),
    );

    expect(model).toMatchObject({ key: "model-1", status: "succeeded", attempts: 2, costMicros: 1_000, to: NOON + 400 });
    expect(model?.spans.map(({ kind, from, to, failed }) => [kind, from - NOON, to! - NOON, failed])).toEqual([
      ["work", 0, 100, true],
      ["delay", 100, 150, undefined],
      ["work", 150, 400, undefined],
    ]);
  });

  it("tell of a call with an effect through all that becomes of it", () => {
    const events = told(
      [0, "run.tool-call-held", { ...call, reason: "Costs money" }],
      [500, "run.tool-call-intended", { ...call, attempt: 1, delayMillis: 0, approvedBy: ["grace"] }],
      [600, "run.tool-call-outcome-unknown", { callId: "call_1_1", attempt: 1, reason: "The connection was cut" }],
      [900, "run.tool-call-reconciled", { callId: "call_1_1", resolution: "done", reconciledBy: "olga" }],
    );
    const statusAfter = (count: number) => stepsOf(events.slice(0, count))[0]?.status;

    expect([1, 2, 3, 4].map(statusAfter)).toEqual(["waiting", "running", "unknown", "succeeded"]);
    expect(stepsOf(events)[0]?.spans.map(({ kind }) => kind)).toEqual(["wait", "work", "wait"]);
  });

  it("are abandoned when the run ends first, except where nobody knows", () => {
    const steps = stepsOf(
      told(
        [0, "run.tool-call-intended", { ...call, attempt: 1, delayMillis: 0, approvedBy: [] }],
        [0, "run.tool-call-intended", { ...call, callId: "call_1_2", attempt: 1, delayMillis: 0, approvedBy: [] }],
        [5, "run.tool-call-outcome-unknown", { callId: "call_1_2", attempt: 1, reason: "Cut" }],
        [9, "run.cancelled", {}],
      ),
    );

    expect(steps.map(({ status, to }) => [status, to])).toEqual([
      ["abandoned", NOON + 9],
      ["unknown", undefined],
    ]);
  });
});
