import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";

type Item = Schema["ModelView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Model", wide: true, cell: (item) => item.name },
  { id: "provider", header: "Provider", cell: (item) => item.provider },
  { id: "default", header: "Default", cell: (item) => (item.isDefault ? "Default" : "") },
];

export function ModelsPage() {
  const list = useList("/api/v1/models", {}, 15_000);
  return (
    <>
      <PageHeader title="Models" />
      <DataTable
        label="Models"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.name}
        empty={<EmptyList of="models" title="No models are configured" />}
      />
    </>
  );
}
