package dev.agentledger.query.projection;

import dev.agentledger.api.projection.ProjectionPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How far each projection has come that is read: at once for the segments that this process writes,
 * by asking the database, while somebody waits, for those of others.
 *
 * <p>Who writes a segment is not woken by events that do not concern its projection, and passes
 * them now and then; while somebody waits it is woken.
 */
@Component
class PositionBoard implements ProjectionPositions {

  private static final Logger log = LoggerFactory.getLogger(PositionBoard.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** Whoever waits goes on elsewhere, not on the thread that projects. */
  private static final Executor ELSEWHERE = Thread::startVirtualThread;

  private final Segments segments;
  private final Map<String, Standings> projections = new ConcurrentHashMap<>();

  PositionBoard(Segments segments, List<Projection> projections) {
    this.segments = segments;
    projections.forEach(known -> this.projections.put(known.name(), new Standings(known.name())));
  }

  @Override
  public CompletableFuture<Boolean> await(String projection, long position, Duration limit) {
    return standings(projection).await(position, limit);
  }

  /**
   * A number that changes with whatever this process writes of a projection.
   *
   * @return empty while something is written, and where other processes write too
   */
  OptionalLong lastWriting(String projection) {
    return standings(projection).lastWriting();
  }

  /**
   * This process writes a segment from now on.
   *
   * @param wake has it look how far the log has come
   */
  void writesFromNowOn(Segment segment, long position, Runnable wake) {
    standings(segment.projection()).writesFromNowOn(segment, position, wake);
  }

  /** This process begins to change what is read of a segment, until it has reached a position. */
  void writes(Segment segment) {
    standings(segment.projection()).writes(segment);
  }

  /** Something was written beside whoever writes the segments. */
  void mended(String projection) {
    standings(projection).mended();
  }

  /** This process no longer writes a segment. */
  void left(Segment segment) {
    standings(segment.projection()).left(segment);
  }

  /** This process writes a segment; everything of it up to a position can be read. */
  void reached(Segment segment, long position) {
    standings(segment.projection()).reached(segment, position);
  }

  /** Whether this process has projected an event and told whoever subscribes here. */
  boolean isToldHere(String projection, ProjectedEvent event) {
    return standings(projection).isToldHere(event);
  }

  private Standings standings(String projection) {
    var found = projections.get(projection);
    if (found == null) {
      throw new IllegalArgumentException("There is no projection " + projection);
    }
    return found;
  }

  private record Waiter(long position, CompletableFuture<Boolean> answer) {}

  /** One projection: where the segments of the generation stand that was read last. */
  private final class Standings {

    private final String name;
    private final Map<Integer, Long> positions = new HashMap<>();

    /** The segments that this process writes, and since which position. */
    private final Map<Integer, Long> own = new HashMap<>();

    private final Map<Segment, Runnable> writers = new HashMap<>();
    private final Set<Integer> underWay = new HashSet<>();
    private long writings;

    private final List<Waiter> waiters = new ArrayList<>();
    private int generation;
    private int of = Integer.MAX_VALUE;
    private boolean pressing;

    Standings(String name) {
      this.name = name;
    }

    synchronized CompletableFuture<Boolean> await(long position, Duration limit) {
      if (lowest() >= position) {
        return CompletableFuture.completedFuture(true);
      }
      var waiter = new Waiter(position, new CompletableFuture<>());
      waiters.add(waiter);
      pressIfNeeded();
      return waiter
          .answer()
          .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
          .whenComplete((_, _) -> remove(waiter))
          .thenApplyAsync(Function.identity(), ELSEWHERE);
    }

    synchronized void writesFromNowOn(Segment segment, long position, Runnable wake) {
      writers.put(segment, wake);
      reached(segment, position);
    }

    /**
     * Whoever writes a segment writes it of the generation that is read, which may be an older one
     * again.
     */
    synchronized void reached(Segment segment, long position) {
      if (segment.generation() != generation) {
        begin(segment.generation(), segment.of());
      }
      own.putIfAbsent(segment.number(), position);
      positions.put(segment.number(), position);
      underWay.remove(segment.number());
      tell();
    }

    synchronized void writes(Segment segment) {
      if (segment.generation() == generation) {
        underWay.add(segment.number());
        writings++;
      }
    }

    synchronized void mended() {
      writings++;
    }

    synchronized OptionalLong lastWriting() {
      return own.size() == of && underWay.isEmpty()
          ? OptionalLong.of(writings)
          : OptionalLong.empty();
    }

    synchronized void left(Segment segment) {
      writers.remove(segment);
      if (segment.generation() == generation) {
        own.remove(segment.number());
        positions.remove(segment.number());
        underWay.remove(segment.number());
        writings++;
      }
    }

    synchronized boolean isToldHere(ProjectedEvent event) {
      return own.entrySet().stream()
          .anyMatch(
              segment ->
                  new Segment(name, generation, segment.getKey(), of).owns(event.streamId())
                      && segment.getValue() < event.position()
                      && event.position() <= positions.getOrDefault(segment.getKey(), 0L));
    }

    private void begin(int other, int segmentCount) {
      generation = other;
      of = segmentCount;
      positions.clear();
      own.clear();
      underWay.clear();
      writings++;
    }

    private synchronized void asked(List<Segments.Standing> standings) {
      for (var standing : standings) {
        if (standing.generation() != generation) {
          begin(standing.generation(), standings.size());
        }
        if (!own.containsKey(standing.segment())) {
          positions.put(standing.segment(), standing.position());
        }
      }
      tell();
    }

    private long lowest() {
      return positions.size() < of
          ? Long.MIN_VALUE
          : positions.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
    }

    private void tell() {
      if (waiters.isEmpty()) {
        return;
      }
      var lowest = lowest();
      for (var waiter : List.copyOf(waiters)) {
        if (waiter.position() <= lowest) {
          waiter.answer().complete(true);
        }
      }
    }

    private synchronized void remove(Waiter waiter) {
      waiters.remove(waiter);
    }

    private void pressIfNeeded() {
      if (!pressing) {
        pressing = true;
        Thread.ofVirtual().name("positions-of-" + name).start(this::press);
      }
    }

    /** As long as somebody waits. */
    private void press() {
      var pause = FIRST_PAUSE;
      while (goesOnPressing()) {
        if (isWrittenElsewhere()) {
          ask();
        }
        try {
          Thread.sleep(pause);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }

    private synchronized boolean goesOnPressing() {
      pressing = !waiters.isEmpty();
      if (pressing) {
        writers.values().forEach(Runnable::run);
      }
      return pressing;
    }

    private synchronized boolean isWrittenElsewhere() {
      return own.size() < of;
    }

    private void ask() {
      try {
        asked(segments.active(name));
      } catch (SQLException failure) {
        log.debug("The positions of {} cannot be read for the moment", name, failure);
      }
    }
  }
}
