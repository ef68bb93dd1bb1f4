import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { Money, When } from "@/ui/values";

type Item = Schema["RunView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "run", header: "Run", wide: true, cell: (item) => item.runId },
  { id: "agent", header: "Agent", cell: (item) => item.agentSlug },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "cost", header: "Cost", align: "right", cell: (item) => <Money usd={item.usage.cost} /> },
  { id: "requestedAt", header: "Requested", align: "right", cell: (item) => <When at={item.requestedAt} relative /> },
];

export function RunsPage() {
  const list = useList("/api/v1/runs", {}, 5_000);
  return (
    <>
      <PageHeader title="Runs" />
      <DataTable
        label="Runs"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.runId}
        rowLink={(item) => ({ to: "/runs/$run", params: { run: item.runId } })}
        empty={<EmptyList of="runs" title="No runs yet" />}
      />
    </>
  );
}
