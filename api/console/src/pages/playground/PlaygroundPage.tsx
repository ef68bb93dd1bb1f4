import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";

type Item = Schema["AgentView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Agent", wide: true, cell: (item) => item.name },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "kind", header: "Kind", cell: (item) => item.kind },
];

export function PlaygroundPage() {
  const list = useLiveList("/api/v1/agents", {}, {
    id: (agent) => agent.agentId,
    order: (a, b) => (a.slug < b.slug ? -1 : 1),
  });
  return (
    <>
      <PageHeader title="Playground" connection={list.connection} />
      <DataTable
        label="Playground"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.agentId}
        rowLink={(item) => ({ to: "/playground/$agent", params: { agent: item.slug } })}
        empty={<EmptyList of="agents" title="No agents yet" />}
      />
    </>
  );
}
