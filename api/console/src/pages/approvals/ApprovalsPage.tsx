import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";

type Item = Schema["ApprovalView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "title", header: "Approval", wide: true, cell: (item) => item.title },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "requestedBy", header: "Requested by", secondary: true, cell: (item) => item.requestedBy },
  { id: "requestedAt", header: "Requested", align: "right", cell: (item) => <When at={item.requestedAt} relative /> },
];

export function ApprovalsPage() {
  const list = useLiveList("/api/v1/approvals", {}, {
    id: (approval) => approval.approvalId,
    order: (a, b) => (a.requestedAt > b.requestedAt ? -1 : 1),
  });
  return (
    <>
      <PageHeader title="Approvals" connection={list.connection} />
      <DataTable
        label="Approvals"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.approvalId}
        rowLink={(item) => ({ to: "/approvals/$approval", params: { approval: item.approvalId } })}
        empty={<EmptyList of="approvals" title="Nothing to decide" />}
      />
    </>
  );
}
