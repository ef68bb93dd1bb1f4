import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { IdChip } from "@/ui/IdChip";
import type { Search } from "@/ui/urlState";
import { KeyValues, When } from "@/ui/values";
import { envelopeOf } from "./envelope";
import type { RecordedEvent } from "./events";

/** Who did it and when, with the ways to what belongs to it. */
export function EventFacts({ event }: { event: RecordedEvent }) {
  const { actor, onBehalfOf, correlation } = envelopeOf(event);
  const { streamId, streamType, sequence, position, revision, eventId, recordedAt } = event;
  return (
    <div className="space-y-3">
      <KeyValues
        items={[
          ["Actor", actor && <Narrow key="actor" to={{ actor }}>{actor}</Narrow>],
          ["On behalf of", onBehalfOf],
          ["Recorded", <When key="at" at={recordedAt} full />],
          ["Position", <span key="position" className="tabular">{position}</span>],
          [
            "Stream",
            <span key="stream">
              Event {sequence + 1} of {streamType} <IdChip id={streamId} full />
            </span>,
          ],
          ["Revision", revision],
          ["Event id", <IdChip key="id" id={eventId} full />],
          ["Correlation", correlation && <IdChip key="correlation" id={correlation} full />],
        ]}
      />
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {correlation && <Narrow to={{ correlation }}>All of this request</Narrow>}
        <Narrow to={{ stream: streamId }}>All of this stream</Narrow>
        <Subject event={event} />
      </p>
    </div>
  );
}

const LOOK = "underline decoration-line-strong underline-offset-2 hover:text-accent";

/** The log, narrowed to what has something in common with this event. */
function Narrow({ to, children }: { to: Search; children: ReactNode }) {
  return (
    <Link to="/audit" search={to} className={LOOK}>
      {children}
    </Link>
  );
}

function Subject({ event: { streamType, streamId } }: { event: RecordedEvent }) {
  switch (streamType) {
    case "agent":
      return <Link to="/agents/$agent" params={{ agent: streamId }} className={LOOK}>Open the agent</Link>;
    case "tool":
      return <Link to="/tools/$tool" params={{ tool: streamId }} className={LOOK}>Open the tool</Link>;
    case "run":
      return <Link to="/runs/$run" params={{ run: streamId }} className={LOOK}>Open the run</Link>;
    case "approval":
      return <Link to="/approvals/$approval" params={{ approval: streamId }} className={LOOK}>Open the approval</Link>;
    default:
      return null;
  }
}
