package dev.agentledger.command.log;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one command records: all of it, or nothing.
 *
 * @param recorded the position of its last fact, once that is durable
 */
record Append(List<Head> heads, List<Fact> facts, long bytes, CompletableFuture<Long> recorded) {

  /** A stream that grows: from the version that was seen, -1 for none, to a new one. */
  record Head(String streamId, short type, String tenant, int before, int version) {}

  /**
   * One event in the form in which it is stored.
   *
   * @param head which of the heads it belongs to
   */
  record Fact(
      int head,
      DomainEventMessage<?> message,
      UUID id,
      short contract,
      int circumstance,
      LeanMetadata metadata,
      StoredPayload payload,
      @Nullable LargePayload large) {

    long bytes() {
      return metadata.bytes()
          + payload.bytes().length
          + (large == null ? 0 : large.content().length);
    }
  }

  Append(List<Head> heads, List<Fact> facts) {
    this(heads, facts, facts.stream().mapToLong(Fact::bytes).sum(), new CompletableFuture<>());
  }
}
