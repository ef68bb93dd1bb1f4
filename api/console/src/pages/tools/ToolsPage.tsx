import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";

type Item = Schema["ToolView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Tool", wide: true, cell: (item) => item.name },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "kind", header: "Kind", cell: (item) => item.kind },
  { id: "effect", header: "Effect", cell: (item) => item.effect },
  { id: "updatedAt", header: "Changed", align: "right", cell: (item) => <When at={item.updatedAt} relative /> },
];

export function ToolsPage() {
  const list = useLiveList("/api/v1/tools", {}, {
    id: (tool) => tool.toolId,
    order: (a, b) => (a.name < b.name ? -1 : 1),
  });
  return (
    <>
      <PageHeader title="Tools" connection={list.connection} />
      <DataTable
        label="Tools"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.toolId}
        rowLink={(item) => ({ to: "/tools/$tool", params: { tool: item.name } })}
        empty={<EmptyList of="tools" title="No tools yet" />}
      />
    </>
  );
}
