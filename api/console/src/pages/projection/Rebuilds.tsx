import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { whole } from "@/format/format";
import { DataTable, type Column } from "@/ui/DataTable";
import { SidePanel } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState, type Search } from "@/ui/urlState";
import { Duration, When } from "@/ui/values";
import { RebuildDetail } from "./RebuildDetail";
import { titleOf } from "./rebuilds";

type Rebuild = Schema["RebuildView"];

const COLUMNS: readonly Column<Rebuild>[] = [
  { id: "title", header: "Rebuild", wide: true, cell: titleOf },
  { id: "state", header: "State", cell: ({ state }) => <StatusChip status={state} /> },
  {
    id: "comparison",
    header: "Comparison",
    cell: ({ comparison }) =>
      comparison && (
        <StatusChip status={comparison.same ? "same" : "differs"} tone={comparison.same ? "good" : "bad"} />
      ),
  },
  { id: "events", header: "Events", align: "right", secondary: true, cell: ({ events }) => <span className="tabular">{whole(events)}</span> },
  { id: "took", header: "Took", align: "right", secondary: true, cell: (item) => <Duration from={item.startedAt} to={item.endedAt} /> },
  { id: "by", header: "Started by", secondary: true, cell: ({ startedBy }) => startedBy },
  { id: "started", header: "Started", align: "right", cell: ({ startedAt }) => <When at={startedAt} relative /> },
];

export function Rebuilds({ projection }: { projection: string }) {
  const [search, change] = useUrlState();
  const list = useList("/api/v1/projections/{projection}/rebuilds", { path: { projection } }, 2_000);
  const chosen = list.items?.find(({ rebuildId }) => rebuildId === search.rebuild);
  return (
    <>
      <DataTable
        label="Rebuilds"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.rebuildId}
        rowLink={(item) => ({ to: ".", search: (before: Search) => ({ ...before, rebuild: item.rebuildId }), resetScroll: false })}
        empty={<EmptyState title="Never built anew">A rebuild fills a new generation from the log, compares and switches.</EmptyState>}
      />
      {chosen && (
        <SidePanel open onClose={() => change({ rebuild: undefined })} title={titleOf(chosen)}>
          <RebuildDetail rebuild={chosen} />
        </SidePanel>
      )}
    </>
  );
}
