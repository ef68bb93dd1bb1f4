import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { SidePanel } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { JsonView } from "@/ui/JsonView";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { useUrlState } from "@/ui/urlState";
import { BeforeAndAfter } from "./BeforeAndAfter";
import { EventFacts } from "./EventFacts";
import { writtenBy } from "./documents";
import type { RecordedEvent } from "./events";

/** One event: who, when and why, what differs since then, and all that was recorded. */
export function EventPanel({ position }: { position: string }) {
  const [, change] = useUrlState();
  const { data, error, refetch } = useQuery({
    ...reading("/api/v1/audit/events", { query: { fromPosition: Number(position), toPosition: Number(position) } }),
    staleTime: Infinity,
  });
  const event = data?.items[0];
  return (
    <SidePanel open onClose={() => change({ event: undefined })} title={event?.contract ?? `Event ${position}`}>
      {error ? (
        <ProblemPanel problem={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={8} />
      ) : event === undefined ? (
        <EmptyState title={`No event at position ${position}`}>It may be of another project.</EmptyState>
      ) : (
        <Whole event={event} />
      )}
    </SidePanel>
  );
}

function Whole({ event }: { event: RecordedEvent }) {
  return (
    <div className="space-y-6">
      <EventFacts event={event} />
      {writtenBy(event) && <BeforeAndAfter event={event} />}
      <section className="space-y-2">
        <h2 className="font-medium">Payload</h2>
        <JsonView label="Payload" value={event.payload} />
      </section>
      <section className="space-y-2">
        <h2 className="font-medium">Envelope</h2>
        <JsonView label="Envelope" value={event.envelope} />
      </section>
    </div>
  );
}
