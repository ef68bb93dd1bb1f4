import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { PageHeader } from "@/ui/PageHeader";
import { When } from "@/ui/values";

type Item = Schema["RecordedEvent"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "contract", header: "Event", wide: true, cell: (item) => item.contract },
  { id: "position", header: "Position", align: "right", cell: (item) => item.position },
  { id: "stream", header: "Stream", cell: (item) => <IdChip id={item.streamId} /> },
  { id: "recordedAt", header: "Recorded", align: "right", cell: (item) => <When at={item.recordedAt} /> },
];

export function AuditPage() {
  const list = useList("/api/v1/audit/events");
  return (
    <>
      <PageHeader title="Audit" />
      <DataTable
        label="Audit"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.eventId}
        empty={<EmptyList of="events" title="Nothing recorded yet" />}
      />
    </>
  );
}
