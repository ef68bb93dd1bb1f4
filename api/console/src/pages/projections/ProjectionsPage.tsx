import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";

type Item = Schema["ProjectionView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Projection", wide: true, cell: (item) => item.name },
  { id: "lag", header: "Events behind", align: "right", cell: (item) => item.lagEvents },
  { id: "position", header: "Position", align: "right", cell: (item) => item.position },
];

export function ProjectionsPage() {
  const list = useList("/api/v1/projections", {}, 5_000);
  return (
    <>
      <PageHeader title="Projections" />
      <DataTable
        label="Projections"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.name}
        rowLink={(item) => ({ to: "/projections/$projection", params: { projection: item.name } })}
        empty={<EmptyList of="projections" title="No projections" />}
      />
    </>
  );
}
