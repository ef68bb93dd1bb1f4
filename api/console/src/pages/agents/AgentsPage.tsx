import { Link } from "@tanstack/react-router";
import { Bot, Plus } from "lucide-react";
import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { useForbidden } from "@/session/useMe";
import { buttonClass, Button } from "@/ui/Button";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { ChipFilter, FilterBar, FilterChip, SelectFilter, TextFilter } from "@/ui/FilterBar";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import { AgentVersions } from "./AgentVersions";

type Agent = Schema["AgentView"];

const STATUSES = ["draft", "promotion-requested", "approved", "active", "archived"] as const;
const KINDS = ["function", "context", "api", "orchestrator"] as const;
const FILTERS = { text: "text", status: "status", kind: "kind", tag: "tag" };

const COLUMNS: readonly Column<Agent>[] = [
  {
    id: "name",
    header: "Agent",
    wide: true,
    cell: (agent) => (
      <>
        {agent.name}{" "}
        <span className="ml-1 font-mono text-xs font-normal text-faint">{agent.slug}</span>
      </>
    ),
  },
  { id: "status", header: "Status", cell: (agent) => <StatusChip status={agent.status} /> },
  { id: "kind", header: "Kind", cell: (agent) => agent.kind },
  { id: "version", header: "Version", cell: (agent) => <AgentVersions agent={agent} /> },
  { id: "tags", header: "Tags", secondary: true, cell: (agent) => agent.tags.join(", ") },
  { id: "updatedBy", header: "Changed by", secondary: true, cell: (agent) => agent.updatedBy },
  { id: "updatedAt", header: "Changed", align: "right", cell: (agent) => <When at={agent.updatedAt} relative /> },
];

export function AgentsPage() {
  const [search] = useUrlState();
  const agents = useLiveList(
    "/api/v1/agents",
    {
      query: {
        status: oneOf(STATUSES, search.status),
        kind: oneOf(KINDS, search.kind),
        tag: search.tag,
        text: search.text,
      },
    },
    { id: (agent) => agent.agentId, order: (a, b) => (a.slug < b.slug ? -1 : 1) },
  );
  return (
    <>
      <PageHeader title="Agents" connection={agents.connection} actions={<NewAgent />} />
      <FilterBar>
        <TextFilter name="text" label="Filter by name, slug or description" />
        <ChipFilter name="status" label="Status" values={STATUSES} />
        <SelectFilter name="kind" label="Kind" any="All kinds" values={KINDS} />
        <FilterChip name="tag" label="Tag" />
      </FilterBar>
      <DataTable
        label="Agents"
        list={agents}
        columns={COLUMNS}
        rowKey={(agent) => agent.agentId}
        rowLink={(agent) => ({ to: "/agents/$agent", params: { agent: agent.slug } })}
        empty={
          <EmptyList of="agents" filters={FILTERS} icon={Bot} title="No agents yet" action={<NewAgent />}>
            An agent begins as a draft. It is promoted when its tests pass and, if need be, people agree.
          </EmptyList>
        }
      />
    </>
  );
}

function NewAgent() {
  const forbidden = useForbidden("builder");
  return forbidden === undefined ? (
    <Link to="/agents/new" className={buttonClass("primary")}>
      <Plus aria-hidden className="size-4" />
      New agent
    </Link>
  ) : (
    <Button look="primary" icon={Plus} forbidden={forbidden}>
      New agent
    </Button>
  );
}
