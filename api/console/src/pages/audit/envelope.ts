import type { RecordedEvent } from "./events";

/** What is known of how an event came about. */
export interface Envelope {
  /** Who is answerable: whoever it was done for, else who did it. */
  by: string;
  actor: string | undefined;
  onBehalfOf: string | undefined;
  correlation: string | undefined;
}

export function envelopeOf({ envelope }: Pick<RecordedEvent, "envelope">): Envelope {
  const { actor, onBehalfOf, correlationId } = envelope as Record<string, string | undefined>;
  return { by: onBehalfOf ?? actor ?? "", actor, onBehalfOf, correlation: correlationId };
}
