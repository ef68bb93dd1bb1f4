import type { Schema } from "@/api/types";
import type { Me } from "@/session/useMe";

export type Approval = Schema["ApprovalView"];

/** Why somebody cannot decide, and who could; the server judges by the same rule. */
export interface Barrier {
  kind: "settled" | "four-eyes" | "voted" | "not-invited";
  why: string;
  /** Who could decide instead. */
  others?: string;
}

/** What keeps somebody from deciding; undefined when they may. */
export function barrierFor(approval: Approval, me: Me): Barrier | undefined {
  if (approval.status !== "pending") {
    return { kind: "settled", why: `This is ${approval.status} already.` };
  }
  const others = electorateOf(approval);
  if (approval.requestedBy === me.name) {
    return { kind: "four-eyes", why: "You asked for this decision, so somebody else takes it.", others };
  }
  if (approval.barred.includes(me.name)) {
    return { kind: "four-eyes", why: "You made what is to be decided, so somebody else decides.", others };
  }
  if (approval.votes.some((vote) => vote.by === me.name)) {
    return { kind: "voted", why: "You have agreed already; others must agree too.", others };
  }
  return invites(approval, me) ? undefined : { kind: "not-invited", why: missing(approval), others };
}

/** Who may decide, in words. */
export function electorateOf({ rule, escalatedTo, barred, votes }: Approval): string {
  const gone = new Set([...barred, ...votes.map((vote) => vote.by)]);
  const named = rule.approvers.filter((name) => !gone.has(name));
  const invited =
    rule.approvers.length > 0 ? list(named, "nobody who is named is left") : `anyone with the role ${rule.role}`;
  const except = rule.approvers.length > 0 ? [] : barred;
  return [
    invited,
    escalatedTo ? ` or, since it waited long, anyone with the role ${escalatedTo}` : "",
    except.length > 0 ? ` other than ${list(except)}` : "",
  ].join("");
}

/** How many have agreed so far. */
export function agreed(approval: Approval): number {
  return approval.votes.filter((vote) => vote.decision === "approved").length;
}

/** Those who decided, as the page says it: by grace, by grace and amir. */
export function deciders({ votes, status }: Approval): string {
  return list(votes.filter((vote) => vote.decision === status).map((vote) => vote.by));
}

/** Whether a tool call can be approved with other arguments: only where one person decides. */
export function amendable({ call, rule, status }: Approval): boolean {
  return status === "pending" && call !== undefined && rule.approvals === 1;
}

function invites({ rule, escalatedTo }: Approval, { name, roles }: Me): boolean {
  const holds = (role: Me["roles"][number]) => roles.includes(role) || roles.includes("admin");
  return (
    (escalatedTo !== undefined && holds(escalatedTo)) ||
    (rule.approvers.length > 0 ? rule.approvers.includes(name) : holds(rule.role))
  );
}

function missing({ rule }: Approval): string {
  return rule.approvers.length > 0
    ? "You are none of the approvers whom the rule names."
    : `Your key lacks the role ${rule.role}.`;
}

function list(names: readonly string[], none = ""): string {
  return names.length < 2 ? (names[0] ?? none) : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
