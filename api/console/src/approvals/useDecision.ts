import { useWrite } from "@/api/queries";
import type { Problem } from "@/api/problem";
import type { Approval } from "./standing";

export interface Decision {
  /** `onSaid` when the server has it. */
  approve: (changed?: { arguments: unknown }, onSaid?: () => void) => void;
  reject: (comment: string, onSaid?: () => void) => void;
  busy: "approve" | "reject" | null;
  problem: Problem | null;
  /** Forgets the problem, before something else is tried. */
  reset: () => void;
}

/** Decides about exactly what was seen; the server refuses when it is something else by now. */
export function useDecision(approval: Approval, onDecided: (after: Approval) => void): Decision {
  const said = { toastProblem: false, onSuccess: onDecided };
  const approving = useWrite("post", "/api/v1/approvals/{approval}/approve", {
    ...said,
    done: (after) => (after.status === "pending" ? "You agreed; others must agree too" : "Approved"),
  });
  const rejecting = useWrite("post", "/api/v1/approvals/{approval}/reject", { ...said, done: "Rejected" });
  const { approvalId, subject } = approval;
  const path = { approval: approvalId };
  const seen = { hash: subject.hash, streamVersion: subject.streamVersion };
  return {
    approve: (changed, onSaid) => {
      rejecting.reset();
      approving.mutate({ path, body: { ...changed, ...seen } }, { ...(onSaid && { onSuccess: onSaid }) });
    },
    reject: (comment, onSaid) => {
      approving.reset();
      rejecting.mutate({ path, body: { comment, ...seen } }, { ...(onSaid && { onSuccess: onSaid }) });
    },
    busy: approving.isPending ? "approve" : rejecting.isPending ? "reject" : null,
    problem: approving.error ?? rejecting.error,
    reset: () => {
      approving.reset();
      rejecting.reset();
    },
  };
}
