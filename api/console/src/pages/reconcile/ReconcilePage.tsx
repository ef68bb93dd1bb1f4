import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { PageHeader } from "@/ui/PageHeader";
import { When } from "@/ui/values";

type Item = Schema["UnknownOutcome"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "tool", header: "Tool", wide: true, cell: (item) => item.tool },
  { id: "run", header: "Run", cell: (item) => <IdChip id={item.runId} /> },
  { id: "reason", header: "Reason", cell: (item) => item.reason },
  { id: "since", header: "Since", align: "right", cell: (item) => <When at={item.since} relative /> },
];

export function ReconcilePage() {
  const list = useList("/api/v1/reconcile", {}, 15_000);
  return (
    <>
      <PageHeader title="Reconcile" />
      <DataTable
        label="Reconcile"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => `${item.runId} ${item.callId}`}
        rowLink={(item) => ({ to: "/runs/$run", params: { run: item.runId } })}
        empty={<EmptyList of="calls" title="Nothing to reconcile">A call whose outcome nobody knows waits here until a person has found out.</EmptyList>}
      />
    </>
  );
}
