package dev.agentledger.api;

import java.time.Instant;

/** A moment of the log: everything up to and including it counts. */
public sealed interface AsOf {

  /** A position of the log. */
  record Position(long value) implements AsOf {}

  /** An instant on the log's clock. */
  record Moment(Instant value) implements AsOf {}
}
