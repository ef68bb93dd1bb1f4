import type { Schema } from "@/api/types";
import { listed } from "@/format/listed";
import type { Role } from "@/session/useMe";
import { durationOf, hoursOf } from "./durations";

type Policy = Schema["PromotionPolicy"];

export const KINDS = ["function", "context", "api", "orchestrator"] as const;
export const ROLES: readonly Role[] = ["viewer", "builder", "approver", "operator", "auditor", "admin"];

/** A policy as it is typed. */
export interface Draft {
  automaticKinds: Policy["automaticKinds"];
  functionCodeLimit: string;
  networkWords: string;
  approvals: string;
  role: Role;
  approvers: string;
  remindAfter: string;
  escalateAfter: string;
  expireAfter: string;
  reason: string;
}

export function draftOf({ automaticKinds, functionCodeLimit, networkWords, approval }: Policy): Draft {
  return {
    // In one order, so that a kind that is taken away and put back changes nothing.
    automaticKinds: KINDS.filter((kind) => automaticKinds.includes(kind)),
    functionCodeLimit: String(functionCodeLimit),
    networkWords: networkWords.join(", "),
    approvals: String(approval.approvals),
    role: approval.role,
    approvers: approval.approvers.join(", "),
    remindAfter: hoursTyped(approval.remindAfter),
    escalateAfter: hoursTyped(approval.escalateAfter),
    expireAfter: hoursTyped(approval.expireAfter),
    reason: "",
  };
}

function hoursTyped(duration: string): string {
  return String(hoursOf(duration) ?? "");
}

export function policyOf(draft: Draft): Policy {
  return {
    automaticKinds: draft.automaticKinds,
    functionCodeLimit: Number(draft.functionCodeLimit),
    networkWords: listed(draft.networkWords),
    approval: {
      approvals: Number(draft.approvals),
      role: draft.role,
      approvers: listed(draft.approvers),
      remindAfter: durationOf(Number(draft.remindAfter)),
      escalateAfter: durationOf(Number(draft.escalateAfter)),
      expireAfter: durationOf(Number(draft.expireAfter)),
    },
  };
}

/** What the form itself can tell is wrong, by the field it is in. */
export function wrongIn(draft: Draft): Partial<Record<keyof Draft, string>> {
  const [remind, escalate, expire] = [draft.remindAfter, draft.escalateAfter, draft.expireAfter].map(Number);
  const approvers = listed(draft.approvers).length;
  const wrong: [keyof Draft, boolean, string][] = [
    ["functionCodeLimit", !/^\d+$/.test(draft.functionCodeLimit), "A whole number of characters"],
    ["approvals", !/^[1-9]\d*$/.test(draft.approvals), "At least one must agree"],
    ["approvals", approvers > 0 && Number(draft.approvals) > approvers, "More than there are approvers"],
    ["remindAfter", !(remind! > 0), "A number of hours above 0"],
    ["escalateAfter", !(escalate! >= remind!), "Not before the reminder"],
    ["expireAfter", !(expire! >= escalate!), "Not before the escalation"],
  ];
  return Object.fromEntries(wrong.filter(([, isWrong]) => isWrong).map(([field, , text]) => [field, text]));
}
