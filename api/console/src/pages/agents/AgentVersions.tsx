import type { Schema } from "@/api/types";

/** Which version serves, and which is on its way. */
export function AgentVersions({ agent: { active, latest } }: { agent: Schema["AgentView"] }) {
  return (
    <span className="tabular whitespace-nowrap">
      {active ? `v${active.number}` : `v${latest.number}`}
      {active && latest.number !== active.number && (
        <span className="text-faint"> · v{latest.number} drafted</span>
      )}
    </span>
  );
}
