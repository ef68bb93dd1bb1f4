package dev.agentledger.server.http;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Server-sent events that show signs of life, so that nobody on the way closes a quiet stream. */
@Component
public class EventStreams {

  private static final ServerSentEvent<Object> OPEN = comment("open");
  private static final ServerSentEvent<Object> HEARTBEAT = comment("heartbeat");

  private final Duration silence;

  EventStreams(@Value("${ledger.sse.heartbeat:15s}") Duration silence) {
    this.silence = silence;
  }

  /** The events, after a first comment and with one whenever nothing came for a while. */
  public Flux<ServerSentEvent<Object>> alive(Flux<ServerSentEvent<Object>> events) {
    return events
        .publish(shared -> Flux.merge(shared, heartbeats(shared).takeUntilOther(shared.then())))
        .startWith(OPEN);
  }

  /** A thing as it is, then as it is after each change. */
  public Flux<ServerSentEvent<Object>> following(Flux<?> views) {
    return views
        .index(
            (order, view) ->
                ServerSentEvent.<Object>builder(view)
                    .event(order == 0 ? LiveList.SNAPSHOT : LiveList.CHANGED)
                    .build())
        .as(this::alive);
  }

  private Flux<ServerSentEvent<Object>> heartbeats(Flux<ServerSentEvent<Object>> events) {
    return events
        .startWith(OPEN)
        .switchMap(_ -> Flux.interval(silence).onBackpressureDrop().map(_ -> HEARTBEAT));
  }

  private static ServerSentEvent<Object> comment(String text) {
    return ServerSentEvent.builder().comment(text).build();
  }
}
