package dev.agentledger.server.run;

import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.run.RunDelta;

/** What whoever follows a run is told. */
public sealed interface Telling {

  /** Something happened; it is in the log. */
  record Happened(RecordedEvent event) implements Telling {}

  /** A model wrote something; provisional until an event says it. */
  record Written(RunDelta delta) implements Telling {}
}
