import type { Schema } from "@/api/types";

type Agent = Schema["AgentView"];

const ON_ITS_WAY: Record<Agent["status"], string> = {
  draft: "drafted",
  "promotion-requested": "requested",
  approved: "approved",
  active: "active",
  archived: "archived",
};

/** Which version serves, and which is on its way. */
export function AgentVersions({ agent: { active, latest, candidate } }: { agent: Agent }) {
  return (
    <span className="tabular whitespace-nowrap">
      {active ? `v${active.number}` : `v${latest.number}`}
      {active && candidate && (
        <span className="text-faint">
          {" "}
          · v{candidate.version.number} {ON_ITS_WAY[candidate.status]}
        </span>
      )}
    </span>
  );
}
