import type { Schema } from "@/api/types";
import type { Role } from "@/session/useMe";

/** Its administrators see to the keys of every project. */
export const PLATFORM = "default";

/** What each role may do, beyond what the others may. */
export const ROLES: Record<Role, string> = {
  viewer: "Reads agents, tools, runs and approvals",
  builder: "Writes agents and tools, starts runs, asks for promotions",
  approver: "Decides approvals",
  operator: "Sees to runs, unknown outcomes, projections and dead letters",
  auditor: "Reads the whole log",
  admin: "Sees to keys, budgets, policy, prices and credentials",
};

/** How long a key is good, as the API takes it. */
export const LIFETIMES: Record<string, string> = {
  "": "For ever, until it is revoked",
  PT1H: "One hour",
  P1D: "One day",
  P30D: "30 days",
  P90D: "90 days",
  P365D: "One year",
};

export function standingOf({ revoked, expiresAt }: Pick<Schema["KeyView"], "revoked" | "expiresAt">, now: number) {
  if (revoked) {
    return "revoked";
  }
  return expiresAt !== undefined && Date.parse(expiresAt) <= now ? "expired" : "good";
}
