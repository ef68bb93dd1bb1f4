import { MessagesSquare } from "lucide-react";
import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { AgentVersions } from "@/pages/agents/AgentVersions";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { FilterBar, SelectFilter, TextFilter } from "@/ui/FilterBar";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";

type Agent = Schema["AgentView"];

const KINDS = ["function", "context", "api", "orchestrator"] as const;

const COLUMNS: readonly Column<Agent>[] = [
  {
    id: "name",
    header: "Agent",
    wide: true,
    cell: (agent) => (
      <>
        {agent.name}
        <span className="ml-2 font-mono text-xs font-normal text-faint">{agent.slug}</span>
      </>
    ),
  },
  { id: "status", header: "Status", cell: (agent) => <StatusChip status={agent.status} /> },
  { id: "kind", header: "Kind", cell: (agent) => agent.kind },
  { id: "version", header: "Version", cell: (agent) => <AgentVersions agent={agent} /> },
];

/** Every agent can be talked to, drafts included. */
export function AgentsToTalkTo({ text }: { text: string | undefined }) {
  const [search] = useUrlState();
  const list = useLiveList(
    "/api/v1/agents",
    { query: { text, kind: oneOf(KINDS, search.kind) } },
    { id: (agent) => agent.agentId, order: (a, b) => (a.slug < b.slug ? -1 : 1) },
  );
  return (
    <>
      <FilterBar>
        <TextFilter name="text" label="Filter by name, slug or description" />
        <SelectFilter name="kind" label="Kind" any="All kinds" values={KINDS} />
      </FilterBar>
      <DataTable
        label="Agents to talk to"
        list={list}
        columns={COLUMNS}
        rowKey={(agent) => agent.agentId}
        rowLink={(agent) => ({ to: "/playground/$agent", params: { agent: agent.slug } })}
        empty={
          <EmptyList of="agents" filters={{ text: "text", kind: "kind" }} icon={MessagesSquare} title="No agents yet">
            Once there is an agent, you can talk to it here, even to a draft.
          </EmptyList>
        }
      />
    </>
  );
}
