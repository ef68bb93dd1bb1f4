import type { Schema } from "@/api/types";

type Requirement = Schema["PromotionRequirement"];

export interface Needs {
  summary: string;
  reasons: readonly string[];
}

/** What the policy asks of a promotion, in words. */
export function needs({ automatic, reasons, approval }: Requirement): Needs {
  return {
    summary: automatic ? "The policy asks for no person: it goes live by itself." : `${people(approval)} must approve it.`,
    reasons: automatic ? [] : reasons,
  };
}

/** What a promotion needs by the facts that it would record. */
export function needsOf(facts: readonly Schema["Fact"][]): Needs | undefined {
  const requested = facts.find((fact) => fact.contract === "agent.promotion-requested");
  const payload = requested?.payload as { requirement?: Requirement } | undefined;
  return payload?.requirement && needs(payload.requirement);
}

/** Who approves: One person with the role approver. */
export function people({ approvals, role, approvers }: Schema["ApprovalRule"]): string {
  const count = approvals === 1 ? "One person" : `${approvals} people`;
  return approvers.length > 0 ? `${count} of ${approvers.join(", ")}` : `${count} with the role ${role}`;
}
