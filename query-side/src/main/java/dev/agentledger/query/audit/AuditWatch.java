package dev.agentledger.query.audit;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.query.log.Listener;
import dev.agentledger.query.log.LiveEvent;
import dev.agentledger.query.log.LogFollower;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Goes on at the end of the audit trail with each new event that somebody asked for. */
@Component
class AuditWatch {

  private final AuditTrail trail;
  private final LogFollower follower;

  AuditWatch(AuditTrail trail, LogFollower follower) {
    this.trail = trail;
    this.follower = follower;
  }

  Flux<RecordedEvent> from(EventFilter filter, @Nullable Long after) {
    return Flux.defer(
        () -> {
          var place = new Place(filter, AuditTrail.start(after));
          return follower.follow(
              null,
              listener -> known(place, listener.since()).concatWith(heard(place, listener)),
              place::goesOn);
        });
  }

  /** The trail may come there later than the log. */
  private Flux<RecordedEvent> known(Place place, long since) {
    var goal = Math.min(since, place.end);
    return Flux.defer(
            () ->
                place.told() >= goal
                    ? Flux.<RecordedEvent>empty()
                    : trail
                        .reached(goal)
                        .map(reached -> Math.min(reached, goal))
                        .flatMapMany(
                            reached ->
                                trail
                                    .upTo(reached, place.filter, place.told())
                                    .doOnNext(event -> place.tell(event.position()))
                                    .doOnComplete(() -> place.tell(reached))))
        .repeat(() -> place.told() < goal);
  }

  private Flux<RecordedEvent> heard(Place place, Listener listener) {
    return Flux.defer(
        () -> {
          var known = place.told();
          return place.goesOn()
              ? wanted(place.filter, listener.since())
                  .flatMapMany(
                      wanted ->
                          listener
                              .events()
                              .filter(event -> event.position() > known)
                              .doOnNext(event -> place.tell(event.position()))
                              .takeUntil(_ -> !place.goesOn())
                              .filter(wanted)
                              .map(LiveEvent::recorded))
              : Flux.empty();
        });
  }

  private Mono<AuditFilter> wanted(EventFilter filter, long since) {
    var agent = filter.agentId();
    return agent == null
        ? Mono.just(new AuditFilter(filter, Set.of()))
        : trail
            .reached(since)
            .filter(reached -> reached >= since)
            .repeatWhenEmpty(again -> again)
            .flatMapMany(_ -> trail.approvals(filter.tenant(), agent))
            .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet))
            .map(approvals -> new AuditFilter(filter, approvals));
  }

  /** How far one of those who watch has been told. */
  private static final class Place {

    private final EventFilter filter;
    private final long end;
    private final AtomicLong told;

    Place(EventFilter filter, long after) {
      this.filter = filter;
      this.end = filter.toPosition() == null ? Long.MAX_VALUE : filter.toPosition();
      this.told = new AtomicLong(after);
    }

    void tell(long position) {
      told.accumulateAndGet(position, Math::max);
    }

    long told() {
      return told.get();
    }

    boolean goesOn() {
      return told() < end;
    }
  }
}
