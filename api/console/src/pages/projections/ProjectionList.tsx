import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { compact, whole } from "@/format/format";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { StatusChip } from "@/ui/StatusChip";
import { Lag } from "./Lag";
import { conditionOf } from "./condition";

type Projection = Schema["ProjectionView"];

const POLL_MILLIS = 3_000;

const COLUMNS: readonly Column<Projection>[] = [
  { id: "name", header: "Projection", wide: true, cell: (item) => item.name },
  {
    id: "condition",
    header: "Condition",
    cell: (item) => {
      const { label, tone } = conditionOf(item);
      return <StatusChip status={label} tone={tone} label={label} />;
    },
  },
  {
    id: "rebuild",
    header: "Rebuild",
    cell: ({ rebuild }) => (rebuild ? <StatusChip status={rebuild.state} /> : null),
  },
  { id: "lag", header: "Behind", align: "right", cell: (item) => <Lag projection={item} /> },
  {
    id: "rate",
    header: "Events/s",
    align: "right",
    secondary: true,
    cell: (item) => <span className="tabular">{compact(item.eventsPerSecond)}</span>,
  },
  {
    id: "position",
    header: "Position",
    align: "right",
    secondary: true,
    cell: (item) => (
      <span className="tabular">
        {whole(item.position)} <span className="text-faint">of {whole(item.head)}</span>
      </span>
    ),
  },
  {
    id: "generation",
    header: "Generation",
    align: "right",
    secondary: true,
    cell: (item) => <span className="tabular">{item.generation.number}</span>,
  },
];

export function ProjectionList() {
  const list = useList("/api/v1/projections", {}, POLL_MILLIS);
  return (
    <DataTable
      label="Projections"
      list={list}
      columns={COLUMNS}
      rowKey={(item) => item.name}
      rowLink={(item) => ({ to: "/projections/$projection", params: { projection: item.name } })}
      empty={<EmptyState title="No projections">This program reads nothing of the log.</EmptyState>}
    />
  );
}
