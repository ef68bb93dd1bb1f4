import { describe, expect, it } from "vitest";
import { answer, told } from "../events.testing";
import { stepsOf } from "../steps";
import type { Run } from "../useRun";
import { changesOf, faultIn } from "./fork";
import { retryFrom } from "./useRetake";

const RUN = {
  runId: "run_1",
  agentId: "agt_1",
  version: { number: 3, hash: "sha256:3" },
  input: "Begin",
  labels: { team: "a" },
} as unknown as Run;
const ASKED = told([0, "run.requested", { input: "Begin", script: [{ answer: "Hi" }] }]);

describe("A retry", () => {
  it("of the first step is a run of the same version with the same input", () => {
    expect(retryFrom(RUN, ASKED, 1)).toEqual({
      kind: "anew",
      body: { agent: "agt_1", version: "3", input: "Begin", labels: { team: "a" }, script: [{ answer: "Hi" }] },
    });
  });

  it("of a later step takes over what came before it", () => {
    expect(retryFrom(RUN, ASKED, 4)).toMatchObject({ kind: "fork", run: "run_1", body: { afterStep: 3 } });
  });

  it("of the first step of a fork goes on from where the fork did, with what it changed", () => {
    const fork = { ...RUN, forkOf: { runId: "run_0", afterStep: 2 } } as Run;
    const asked = told([0, "run.requested", { forkOf: { runId: "run_0", afterStep: 2, message: "Mind it" } }]);

    expect(retryFrom(fork, asked, 3)).toEqual({
      kind: "fork",
      run: "run_0",
      body: { afterStep: 2, changes: { version: "3", message: "Mind it" }, labels: { team: "a" } },
    });
  });
});

describe("A fork", () => {
  const calls = stepsOf(
    told(
      [0, "run.model-call-requested", { step: 1, attempt: 1, model: "m", delayMillis: 0 }],
      [1, "run.model-call-completed", answer(1, "", "pay")],
      [2, "run.tool-call-held", { step: 1, callId: "call_1_1", tool: "pay", reason: "Costs money" }],
    ),
  ).filter(({ callId }) => callId !== undefined);

  it("needs a result for a call that has none", () => {
    const typed = { version: "3", message: "", results: {} };

    expect(faultIn(typed, calls)).toBe("pay has no result; give it one");
    expect(faultIn({ ...typed, results: { call_1_1: "{" } }, calls)).toBe("A result is no JSON yet");
    expect(faultIn({ ...typed, results: { call_1_1: "{}" } }, calls)).toBeUndefined();
  });

  it("after the model's last word needs something to answer to", () => {
    expect(faultIn({ version: "3", message: " ", results: {} }, [])).toBe("Tell the model what it is to answer to");
  });

  it("changes only what is given, and nothing of another step", () => {
    const results = { call_1_1: '{"ok":true}', call_9_1: "1" };

    expect(changesOf({ version: "3", message: " Go on ", results }, calls)).toEqual({
      version: "3",
      message: "Go on",
      results: { call_1_1: { ok: true } },
    });
  });
});
