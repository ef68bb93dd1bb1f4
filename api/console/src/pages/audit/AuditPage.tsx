import { ScrollText } from "lucide-react";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { PageHeader } from "@/ui/PageHeader";
import { useUrlState, type Search } from "@/ui/urlState";
import { When } from "@/ui/values";
import { AuditFilters } from "./AuditFilters";
import { EventPanel } from "./EventPanel";
import { FILTERS, filtersOf, useEvents, type Filters, type RecordedEvent } from "./events";
import { envelopeOf } from "./envelope";
import { Export } from "./Export";

const COLUMNS: readonly Column<RecordedEvent>[] = [
  { id: "contract", header: "Event", wide: true, cell: ({ contract }) => <span className="font-mono text-xs">{contract}</span> },
  { id: "actor", header: "Actor", cell: (event) => envelopeOf(event).by },
  { id: "stream", header: "Stream", secondary: true, cell: ({ streamId }) => <IdChip id={streamId} /> },
  { id: "position", header: "Position", align: "right", cell: ({ position }) => <span className="tabular">{position}</span> },
  { id: "recordedAt", header: "Recorded", align: "right", cell: ({ recordedAt }) => <When at={recordedAt} /> },
];

export function AuditPage() {
  const [search] = useUrlState();
  const filters = filtersOf(search);
  // Another question begins anew with what is heard of it.
  return <Log key={JSON.stringify(filters)} filters={filters} chosen={search.event} />;
}

function Log({ filters, chosen }: { filters: Filters; chosen: string | undefined }) {
  const list = useEvents(filters);
  return (
    <>
      <PageHeader
        title="Audit"
        description="The log itself: every event of this project, as it was recorded. Nothing in it is ever changed."
        connection={list.connection}
        actions={<Export filters={filters} />}
      />
      <AuditFilters />
      <DataTable
        label="Events"
        list={list}
        columns={COLUMNS}
        rowKey={(event) => event.eventId}
        rowLink={(event) => ({
          to: ".",
          search: (before: Search) => ({ ...before, event: String(event.position) }),
          resetScroll: false,
        })}
        empty={<EmptyList of="events" filters={FILTERS} icon={ScrollText} title="Nothing recorded yet" />}
      />
      {chosen !== undefined && <EventPanel position={chosen} />}
    </>
  );
}
