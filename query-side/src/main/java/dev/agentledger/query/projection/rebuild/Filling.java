package dev.agentledger.query.projection.rebuild;

import dev.agentledger.query.projection.ConcernedEvents;
import dev.agentledger.query.projection.Generation;
import dev.agentledger.query.projection.Lease;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.Segment;
import dev.agentledger.query.projection.SegmentWriter;
import dev.agentledger.query.projection.Segments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * Brings the segments of a generation forward, each to a position of its own: one reader of the log
 * deals events out to one writer for each segment.
 *
 * <p>Payloads are read from their stored form by the writers.
 */
final class Filling implements AutoCloseable {

  /** Deals that may wait for a writer. */
  private static final int WAITING = 1;

  private static final int LOOK_MILLIS = 100;

  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Segments ownership;
  private final int deal;
  private final Projection projection;
  private final List<Segment> segments;
  private final List<Lease> leases;
  private final List<SegmentWriter> writers;
  private final ExecutorService threads;
  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean failed = new AtomicBoolean();

  /**
   * @param leases of all segments, in their order
   * @param writers for the same
   * @param deal events that are read before they are dealt out
   */
  Filling(
      StreamableMessageSource<TrackedEventMessage<?>> source,
      Segments ownership,
      Projection projection,
      Generation generation,
      List<Lease> leases,
      List<SegmentWriter> writers,
      int deal) {
    this.source = source;
    this.ownership = ownership;
    this.deal = deal;
    this.projection = projection;
    this.leases = List.copyOf(leases);
    this.writers = List.copyOf(writers);
    segments = this.leases.stream().map(Lease::segment).toList();
    threads =
        Executors.newFixedThreadPool(
            writers.size(),
            Thread.ofPlatform().daemon().name("rebuild-" + generation.schema() + "-", 0).factory());
  }

  /** Asked now and then whether to go on. */
  @FunctionalInterface
  interface Question {
    boolean goOn() throws SQLException;
  }

  /** Where each segment stands. */
  long[] reached() {
    return leases.stream().mapToLong(Lease::reached).toArray();
  }

  /** Up to where the generation has seen everything. */
  long position() {
    return Arrays.stream(reached()).min().orElse(0);
  }

  /** How many events were written since this was asked last. */
  long takeWritten() {
    return written.getAndSet(0);
  }

  /**
   * Brings every segment forward to its target and no further.
   *
   * @param targets a position for each segment, which somebody has seen already
   * @return whether all are there; not when it was told not to go on
   */
  boolean to(long[] targets, Question question) throws SQLException, InterruptedException {
    var behind =
        IntStream.range(0, targets.length)
            .filter(segment -> leases.get(segment).reached() < targets[segment])
            .toArray();
    if (behind.length == 0) {
      return true;
    }
    failed.set(false);
    var queues = new ArrayList<BlockingQueue<Deal>>();
    var ends = new ArrayList<Future<?>>();
    for (var segment = 0; segment < targets.length; segment++) {
      var queue = new ArrayBlockingQueue<Deal>(WAITING);
      queues.add(queue);
      ends.add(threads.submit(writing(segment, queue)));
    }
    var whole = false;
    try {
      whole = new Dealer(queues, targets).deal(behind, question);
    } finally {
      for (var queue : queues) {
        hand(queue, Deal.LAST, () -> true);
      }
      join(ends);
    }
    return whole;
  }

  /**
   * Events of one segment.
   *
   * @param reached the position up to which there are no others
   */
  private record Deal(List<ProjectedEvent> events, long reached) {
    static final Deal LAST = new Deal(List.of(), -1);

    boolean isLast() {
      return reached < 0;
    }
  }

  private Callable<Void> writing(int segment, BlockingQueue<Deal> queue) {
    return () -> {
      try {
        for (var deal = queue.take(); !deal.isLast(); deal = queue.take()) {
          writers.get(segment).write(deal.events(), deal.reached());
          written.addAndGet(deal.events().size());
        }
        return null;
      } catch (Throwable failure) {
        failed.set(true);
        throw failure;
      }
    };
  }

  /** Waits for room, unless a writer has failed: then nobody may take it any more. */
  private boolean hand(BlockingQueue<Deal> queue, Deal deal, Question question)
      throws SQLException, InterruptedException {
    while (!failed.get()) {
      if (!question.goOn()) {
        return false;
      }
      if (queue.offer(deal, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    queue.clear();
    queue.add(Deal.LAST);
    return false;
  }

  private static void join(List<Future<?>> ends) throws SQLException, InterruptedException {
    Throwable first = null;
    for (var end : ends) {
      try {
        end.get();
      } catch (ExecutionException failure) {
        first = first == null ? failure.getCause() : first;
      }
    }
    switch (first) {
      case null -> {}
      case SQLException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      default -> throw new IllegalStateException(first);
    }
  }

  /** Reads the log once and deals it out. */
  private final class Dealer {

    private final List<BlockingQueue<Deal>> queues;
    private final long[] targets;
    private final long[] begun = reached();
    private final List<List<ProjectedEvent>> hands = new ArrayList<>();

    Dealer(List<BlockingQueue<Deal>> queues, long[] targets) {
      this.queues = queues;
      this.targets = targets;
      queues.forEach(_ -> hands.add(new ArrayList<>()));
    }

    boolean deal(int[] behind, Question question) throws SQLException, InterruptedException {
      var reached = Arrays.stream(behind).mapToLong(segment -> begun[segment]).min().orElse(0);
      var end = Arrays.stream(behind).mapToLong(segment -> targets[segment]).max().orElse(0);
      try (var log = ConcernedEvents.after(reached, source, projection)) {
        while (reached < end) {
          log.take(deal).forEach(this::take);
          var passed = log.passed();
          if (passed > reached) {
            reached = Math.min(passed, end);
          } else if (Heads.of(source) >= end && log.isAtEnd()) {
            // Nothing is stored at the target itself.
            reached = end;
          } else {
            log.await(LOOK_MILLIS);
          }
          if (!handOut(reached, question) || !question.goOn()) {
            return false;
          }
        }
      }
      return true;
    }

    private void take(ProjectedEvent event) {
      var segment = segmentOf(event.streamId());
      if (event.position() > begun[segment] && event.position() <= targets[segment]) {
        hands.get(segment).add(event);
      }
    }

    private boolean handOut(long reached, Question question)
        throws SQLException, InterruptedException {
      for (var segment = 0; segment < hands.size(); segment++) {
        var upTo = Math.min(reached, targets[segment]);
        if (upTo > begun[segment]) {
          if (!hand(queues.get(segment), new Deal(hands.get(segment), upTo), question)) {
            return false;
          }
          hands.set(segment, new ArrayList<>());
        }
      }
      return true;
    }
  }

  /** Writes where each segment stands, also where there was nothing to write on the way. */
  void store(Connection connection) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update projection_segment set position = greatest(position, ?)
            where projection = ? and generation = ? and segment = ?
            """)) {
      for (var lease : leases) {
        update.setLong(1, lease.reached());
        update.setString(2, lease.segment().projection());
        update.setInt(3, lease.segment().generation());
        update.setInt(4, lease.segment().number());
        update.executeUpdate();
      }
    }
  }

  /** Leaves the segments to whoever claims them next. */
  void forget() {
    leases.forEach(ownership::forget);
  }

  private int segmentOf(String streamId) {
    for (var segment : segments) {
      if (segment.owns(streamId)) {
        return segment.number();
      }
    }
    throw new IllegalStateException("No segment owns " + streamId);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
