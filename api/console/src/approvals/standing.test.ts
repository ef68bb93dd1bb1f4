import { describe, expect, it } from "vitest";
import type { Me } from "@/session/useMe";
import { amendable, barrierFor, electorateOf, type Approval } from "./standing";

const AT = "2026-01-01T10:00:00Z";

function asked(more: Partial<Approval> = {}, rule: Partial<Approval["rule"]> = {}): Approval {
  return {
    status: "pending",
    requestedBy: "ada",
    barred: ["ada"],
    votes: [],
    rule: { role: "approver", approvers: [], approvals: 1, ...rule },
    ...more,
  } as unknown as Approval;
}

const person = (name: string, ...roles: Me["roles"]): Me => ({ name, roles }) as Me;
const GRACE = person("grace", "approver");
const agreedBy = (by: string) => ({ votes: [{ by, decision: "approved", at: AT }] }) as Partial<Approval>;

describe("Who may decide", () => {
  it.each([
    ["whoever has the role", asked(), GRACE, undefined],
    ["an administrator", asked(), person("root", "admin"), undefined],
    ["not who asked", asked(), person("ada", "approver", "admin"), "four-eyes"],
    ["not who made it", asked({ barred: ["ada", "amir"] }), person("amir", "approver"), "four-eyes"],
    ["not without the role", asked(), person("vic", "viewer"), "not-invited"],
    ["not who agreed already", asked(agreedBy("grace"), { approvals: 2 }), GRACE, "voted"],
    ["nobody once it is decided", asked({ status: "approved" }), GRACE, "settled"],
    ["only those whom the rule names", asked({}, { approvers: ["amir"] }), GRACE, "not-invited"],
    ["whom the rule names, without a role", asked({}, { approvers: ["vic"] }), person("vic", "viewer"), undefined],
    ["others when it waited long", asked({ escalatedTo: "operator" }), person("olga", "operator"), undefined],
  ])("is %s", (_, approval, me, barrier) => {
    expect(barrierFor(approval, me)?.kind).toBe(barrier);
  });

  it("is said with who could instead", () => {
    expect(electorateOf(asked())).toBe("anyone with the role approver other than ada");
    expect(electorateOf(asked({ escalatedTo: "admin" }))).toBe(
      "anyone with the role approver or, since it waited long, anyone with the role admin other than ada",
    );
    expect(electorateOf(asked(agreedBy("grace"), { approvers: ["grace", "amir"] }))).toBe("amir");
    expect(electorateOf(asked(agreedBy("grace"), { approvers: ["grace"] }))).toBe("nobody who is named is left");
  });
});

describe("The arguments of a call", () => {
  const call = { tool: "refund" } as Approval["call"];

  it("can be changed where one person decides, and while it is undecided", () => {
    expect(amendable(asked({ call }))).toBe(true);
    expect(amendable(asked({ call }, { approvals: 2 }))).toBe(false);
    expect(amendable(asked({ call, status: "approved" }))).toBe(false);
    expect(amendable(asked())).toBe(false);
  });
});
