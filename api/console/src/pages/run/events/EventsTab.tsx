import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { RunEvent } from "@/api/live";
import { cx } from "@/ui/cx";
import { EmptyList } from "@/ui/EmptyState";
import { FilterBar, TextFilter } from "@/ui/FilterBar";
import { JsonView } from "@/ui/JsonView";
import { useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import { VirtualList } from "@/ui/VirtualList";
import { sentenceOf } from "../sentences";

const ROW_HEIGHT = 52;

/** The events of a run as they are on record, each with its envelope. */
export function EventsTab({ events }: { events: readonly RunEvent[] }) {
  const [search, change] = useUrlState();
  const wanted = search.text?.toLowerCase() ?? "";
  const shown = useMemo(
    () =>
      wanted === ""
        ? events
        : events.filter((event) => `${event.contract} ${JSON.stringify(event.payload)}`.toLowerCase().includes(wanted)),
    [events, wanted],
  );
  return (
    <>
      <FilterBar>
        <TextFilter name="text" label="Filter by name or content" />
        {wanted !== "" && (
          <span role="status" className="text-xs text-muted tabular">
            {shown.length} of {events.length}
          </span>
        )}
      </FilterBar>
      {shown.length === 0 ? (
        <EmptyList of="events" filters={{ text: "text" }} title="No events yet" />
      ) : (
        <div className="rounded-lg border border-line bg-surface">
          <VirtualList label="Events" items={shown} itemKey={(event) => event.sequence} estimate={ROW_HEIGHT}>
            {(event) => (
              <EventRow
                event={event}
                open={search.event === String(event.sequence)}
                onToggle={(open) => change({ event: open ? String(event.sequence) : undefined })}
              />
            )}
          </VirtualList>
        </div>
      )}
    </>
  );
}

interface EventRowProps {
  event: RunEvent;
  open: boolean;
  onToggle: (open: boolean) => void;
}

function EventRow({ event, open, onToggle }: EventRowProps) {
  const { contract, revision, sequence, position, recordedAt, eventId, envelope, payload } = event;
  return (
    <div className="border-b border-line">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => onToggle(!open)}
        className="flex w-full items-start gap-3 px-3 py-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={cx("mt-0.5 size-3.5 shrink-0 text-muted transition-transform", open && "rotate-90")}
        />
        <span className="w-10 shrink-0 text-right text-muted tabular max-md:w-6">{sequence}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-mono text-xs">{contract}</span>
          <span className="block truncate text-sm text-muted">{sentenceOf(event)}</span>
        </span>
        <span className="shrink-0 text-xs text-muted max-md:hidden">
          <When at={recordedAt} full />
        </span>
      </button>
      {open && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-3 pb-3 lg:grid-cols-2">
          <JsonView label="Payload" value={payload} />
          <JsonView label="Envelope" value={{ eventId, position, sequence, revision, recordedAt, ...envelope }} />
        </div>
      )}
    </div>
  );
}
