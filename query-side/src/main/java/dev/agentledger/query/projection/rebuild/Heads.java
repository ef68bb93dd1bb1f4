package dev.agentledger.query.projection.rebuild;

import org.axonframework.messaging.StreamableMessageSource;

/** Where the log ends. */
final class Heads {

  private Heads() {}

  /** The last position that readers may see; 0 for a log without events. */
  static long of(StreamableMessageSource<?> source) {
    var head = source.createHeadToken();
    return head == null ? 0 : head.position().orElse(0);
  }
}
