import { describe, expect, it } from "vitest";
import { draftOf, policyOf, wrongIn } from "./draft";

const POLICY = {
  automaticKinds: ["context" as const],
  functionCodeLimit: 5_000,
  networkWords: ["fetch", "http"],
  approval: {
    approvals: 1,
    role: "approver" as const,
    approvers: [],
    remindAfter: "PT24H",
    escalateAfter: "PT48H",
    expireAfter: "PT1H30M",
  },
};

describe("A policy that is edited", () => {
  it("is the same when nothing was typed", () => expect(policyOf(draftOf(POLICY))).toEqual(POLICY));

  it("lists kinds in one order, however they came", () => {
    const [one, other] = [["context", "function"], ["function", "context"]].map((automaticKinds) =>
      policyOf(draftOf({ ...POLICY, automaticKinds } as typeof POLICY)),
    );
    expect(one).toEqual(other);
  });

  it("says what is wrong where it is", () => {
    const draft = { ...draftOf(POLICY), functionCodeLimit: "many", approvals: "3", approvers: "ada, grace" };

    expect(wrongIn(draft)).toEqual({
      functionCodeLimit: "A whole number of characters",
      approvals: "More than there are approvers",
      expireAfter: "Not before the escalation",
    });
    expect(wrongIn({ ...draftOf(POLICY), expireAfter: "72" })).toEqual({});
  });
});
