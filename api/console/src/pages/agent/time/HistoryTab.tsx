import { History } from "lucide-react";
import type { List } from "@/api/live";
import { Button } from "@/ui/Button";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { StatusChip } from "@/ui/StatusChip";
import { When } from "@/ui/values";
import type { Moment } from "./history";
import { InAudit } from "./TimeSlider";

interface HistoryTabProps {
  slug: string;
  /** Newest first. */
  moments: List<Moment>;
  onLook: (asOf: string) => void;
}

/** Every event of the agent, with the way to the log and back to that moment. */
export function HistoryTab({ slug, moments, onLook }: HistoryTabProps) {
  const columns: readonly Column<Moment>[] = [
    {
      id: "what",
      header: "What happened",
      wide: true,
      cell: ({ by, text, note }) => (
        <span className="whitespace-normal">
          <strong className="font-medium text-ink">{by}</strong> {text}
          {note && <span className="text-faint"> — {note}</span>}
        </span>
      ),
    },
    { id: "contract", header: "Event", cell: ({ event, tone }) => <StatusChip status={event.contract} tone={tone} label={event.contract} /> },
    { id: "at", header: "When", cell: ({ at }) => <When at={at} full /> },
    { id: "position", header: "Position", align: "right", secondary: true, cell: ({ position }) => <span className="tabular">{position}</span> },
    {
      id: "links",
      header: "Go to",
      align: "right",
      cell: (moment) => (
        <span className="flex items-center justify-end gap-3">
          <Button look="quiet" icon={History} className="h-7" onClick={() => onLook(String(moment.position))}>
            As it was<span className="sr-only"> at position {moment.position}</span>
          </Button>
          <InAudit slug={slug} moment={moment} />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label="History"
      list={moments}
      columns={columns}
      rowKey={(moment) => moment.event.eventId}
      empty={<EmptyState title="Nothing has happened yet" icon={History} />}
    />
  );
}
