import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { Money } from "@/ui/values";

type Item = Schema["BudgetView"];

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "Budget", wide: true, cell: (item) => item.name },
  { id: "scope", header: "Scope", cell: (item) => item.scope },
  { id: "window", header: "Window", cell: (item) => item.window },
  { id: "cap", header: "Cap", align: "right", cell: (item) => <Money usd={item.cap} /> },
];

export function CostsPage() {
  const list = useList("/api/v1/budgets", {}, 15_000);
  return (
    <>
      <PageHeader title="Costs" />
      <DataTable
        label="Costs"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.name}
        empty={<EmptyList of="budgets" title="No budgets yet" />}
      />
    </>
  );
}
