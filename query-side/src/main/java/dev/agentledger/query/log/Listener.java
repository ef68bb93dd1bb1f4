package dev.agentledger.query.log;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/** Hears what comes after a moment, until it falls behind. */
public final class Listener {

  static final int BUFFER = 256;

  private final @Nullable String streamId;
  private final long since;

  /** Unsafe as only the audience tells it anything, which does so under its lock. */
  private final Sinks.Many<LiveEvent> heard =
      Sinks.unsafe().many().unicast().onBackpressureBuffer(Queues.<LiveEvent>get(BUFFER).get());

  Listener(@Nullable String streamId, long since) {
    this.streamId = streamId;
    this.since = since;
  }

  /** The position after which it hears everything. */
  public long since() {
    return since;
  }

  /** Ends where the listener fell behind; whatever was heard before is still told. */
  public Flux<LiveEvent> events() {
    // The thread that tells must not do the work of those who hear.
    return heard.asFlux().publishOn(Schedulers.parallel());
  }

  @Nullable String streamId() {
    return streamId;
  }

  /** Whether it is still there and has room. */
  boolean hear(LiveEvent event) {
    return heard.tryEmitNext(event).isSuccess();
  }

  void end() {
    heard.tryEmitComplete();
  }
}
