import type { Schema } from "@/api/types";
import type { Agent } from "../lifecycle/actions";
import { progressOf } from "../lifecycle/actions";
import { people } from "../lifecycle/needs";

/** done; open, to be done by somebody; waiting for others; blocked until it is mended. */
export type CheckState = "done" | "open" | "waiting" | "blocked";

export interface Point {
  id: "valid" | "dry-run" | "requested" | "approved" | "active";
  state: CheckState;
  title: string;
  detail: string;
}

/** What stands between the newest version of an agent and service, in the order in which it is done. */
export function checklist(agent: Agent, requirements: Schema["PromotionRequirements"]): Point[] {
  return [valid(requirements), dryRun(requirements), requested(agent), approved(agent, requirements), active(agent)];
}

function valid({ validation }: Schema["PromotionRequirements"]): Point {
  const errors = validation.findings.filter(({ severity }) => severity === "error").length;
  const warnings = validation.findings.length - errors;
  return {
    id: "valid",
    state: validation.valid ? "done" : "blocked",
    title: validation.valid ? "The definition is valid" : "The definition has errors",
    detail: [counted(errors, "error"), counted(warnings, "warning")].filter(Boolean).join(", "),
  };
}

function dryRun({ dryRun: run }: Schema["PromotionRequirements"]): Point {
  return {
    id: "dry-run",
    state: run.passed ? "done" : "blocked",
    title: !run.performed ? "No dry run is needed" : run.passed ? "The dry run passed" : "The dry run failed",
    detail: run.performed ? "" : "This kind of agent is not run without its model or service",
  };
}

function requested(agent: Agent): Point {
  const asked = progressOf(agent) !== "draft";
  return {
    id: "requested",
    state: asked ? "done" : "open",
    title: asked ? "Promotion was requested" : "Request the promotion",
    detail: agent.candidate?.requestedBy ? `by ${agent.candidate.requestedBy}` : "",
  };
}

function approved(agent: Agent, { requirement, policyVersion }: Schema["PromotionRequirements"]): Point {
  const progress = progressOf(agent);
  const done = progress === "approved" || progress === "active";
  return {
    id: "approved",
    state: done ? "done" : progress === "promotion-requested" ? "waiting" : "open",
    title: requirement.automatic
      ? "No person has to approve"
      : done
        ? "It was approved"
        : `${people(requirement.approval)} approves`,
    detail: `By version ${policyVersion} of the promotion policy`,
  };
}

function active(agent: Agent): Point {
  const done = progressOf(agent) === "active";
  return {
    id: "active",
    state: done ? "done" : progressOf(agent) === "approved" ? "waiting" : "open",
    title: done ? "It serves" : "It goes live",
    detail: !done && agent.active ? `Version ${agent.active.number} serves until then` : "",
  };
}

function counted(count: number, what: string): string {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}
