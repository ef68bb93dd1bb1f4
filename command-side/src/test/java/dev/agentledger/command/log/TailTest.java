package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.Envelope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TailTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Envelope ENVELOPE = Envelope.of("default", "ada", "api-key:key_1");

  private static PostgresEventLog log;

  private final List<Tail> tails = new ArrayList<>();
  private final List<Following> followings = new ArrayList<>();

  @BeforeAll
  static void startDatabase() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stopDatabase() {
    log.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    log.sql().sql("truncate event, stream restart identity").update();
    WritingTransaction.prepare(log.database());
  }

  @AfterEach
  void stop() {
    followings.forEach(Following::close);
    tails.forEach(Tail::close);
    awaitListeners(0);
  }

  @Test
  void everyEventIsDeliveredOnceAndInOrderToAllWhateverTheWritersOfTwoNodesDo() throws Exception {
    var ada = node(Tail.Settings.DEFAULT);
    var bob = node(new Tail.Settings(16, 1_000_000, Duration.ofSeconds(1)));
    var streams = List.of(follow(ada, 0), follow(ada, 0), follow(bob, 0), follow(bob, 0));

    try (var slowest = begin();
        var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      slowest.append();
      var work = new ArrayList<Callable<Void>>();
      for (var writer = 0; writer < 4; writer++) {
        work.add(recording(ada, "ada-" + writer, 50));
        work.add(recording(bob, "bob-" + writer, 50));
        work.add(TailTest::writeNowAndThen);
      }
      for (var done : writers.invokeAll(work)) {
        done.get();
      }
      assertThat(streams).allSatisfy(stream -> assertThat(stream.positions()).isEmpty());
      slowest.commit();
    }

    var committed = committed();
    assertThat(committed).hasSizeGreaterThan(400);
    assertThat(streams).allSatisfy(stream -> stream.awaitExactly(committed));
    assertThat(follow(ada, 0)).satisfies(late -> late.awaitExactly(committed));
  }

  @Test
  void aStreamBeginsBehindItsTokenInTheTableAndInMemory() throws Exception {
    var ada = node(Tail.Settings.DEFAULT);
    record(ada, "before", 20);
    var early = follow(ada, 7);
    early.awaitExactly(positions(8, 20));

    record(ada, "after", 20);

    early.awaitExactly(positions(8, 40));
    follow(ada, 33).awaitExactly(positions(34, 40));
    follow(ada, 40).awaitExactly(List.of());
  }

  @Test
  void whatThisNodeRecordsReachesItsReadersAsTheVeryMessageThatWasRecorded() throws Exception {
    var ada = node(Tail.Settings.DEFAULT);
    assertThat(ada.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
    try (var stream = ada.openStream(null)) {
      record(ada, "stream", 1);

      var message = stream.nextAvailable();

      assertThat(message.getPayload()).isSameAs(RUN_REQUESTED);
      assertThat(message.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(1));
      assertThat(message)
          .isInstanceOfSatisfying(
              DomainEventMessage.class,
              event -> {
                assertThat(event.getAggregateIdentifier()).isEqualTo("stream");
                assertThat(event.getType()).isEqualTo("run");
              });
    }
  }

  @Test
  void whatAnotherNodeRecordsIsHeardWithoutLooking() throws Exception {
    var ada = node(new Tail.Settings(100, 1_000_000, NEVER));
    var bob = node(new Tail.Settings(100, 1_000_000, NEVER));
    var following = follow(bob, 0);
    awaitListeners(1);

    record(ada, "first", 3);
    following.awaitExactly(positions(1, 3));
    record(ada, "second", 3);

    following.awaitExactly(positions(1, 6));
  }

  @Test
  void whatNobodyAnnouncesIsFoundByLooking() throws Exception {
    var following = follow(node(new Tail.Settings(100, 1_000_000, Duration.ofMillis(50))), 0);
    try (var silent = begin()) {
      silent.append(5);
      silent.commit();
    }

    following.awaitExactly(positions(1, 5));
  }

  @Test
  void aStreamThatFallsBehindReadsTheTableAndHoldsNobodyUp() throws Exception {
    var events = 100_000;
    var ada = node(new Tail.Settings(1_000, 1_000_000, Duration.ofMillis(50)));
    var fast = follow(ada, 0);
    try (var slow = ada.openStream(null)) {
      record(ada, "first", 1);
      assertThat(positionOf(slow.nextAvailable())).isEqualTo(1);
      for (var batch = 0; batch < 10; batch++) {
        try (var writer = begin()) {
          writer.append(events / 10);
          writer.commit();
        }
      }
      fast.awaitExactly(positions(1, events + 1));

      for (var position = 2L; position <= events + 1; position++) {
        assertThat(positionOf(slow.nextAvailable())).isEqualTo(position);
      }
      assertThat(slow.hasNextAvailable()).isFalse();

      record(ada, "last", 1);
      assertThat(slow.nextAvailable().getPayload()).isEqualTo(RUN_REQUESTED);
    }
  }

  @Test
  void aLostDatabaseConnectionIsReplaced() throws Exception {
    var ada = node(new Tail.Settings(100, 1_000_000, NEVER));
    var bob = node(new Tail.Settings(100, 1_000_000, NEVER));
    var following = follow(bob, 0);
    awaitListeners(1);
    record(ada, "before", 3);
    following.awaitExactly(positions(1, 3));

    for (var time = 1; time <= 2; time++) {
      var lost =
          log.sql()
              .sql(
                  """
                  select pid from pg_stat_activity
                  where query like 'listen %' and pg_terminate_backend(pid, 10000)
                  """)
              .query(Integer.class)
              .list();
      assertThat(lost).hasSize(1);
      try (var silent = begin()) {
        silent.append(3);
        silent.commit();
      }
      following.awaitExactly(positions(1, 3 + 6 * time - 3));
      awaitListeners(1);

      record(ada, "after-" + time, 3);
      following.awaitExactly(positions(1, 3 + 6 * time));
    }
  }

  @Test
  void aSenderOfNoticesThatIsCutOffSendsThemLater() throws Exception {
    var ada = node(new Tail.Settings(100, 1_000_000, NEVER));
    var following = follow(node(new Tail.Settings(100, 1_000_000, NEVER)), 0);
    awaitListeners(1);
    record(ada, "before", 1);
    following.awaitExactly(positions(1, 1));
    log.sql()
        .sql(
            """
            select pid from pg_stat_activity
            where query like 'select pg_notify%' and pg_terminate_backend(pid, 10000)
            """)
        .query(Integer.class)
        .single();

    record(ada, "after", 1);

    following.awaitExactly(positions(1, 2));
  }

  @Test
  void whoeverAskedToBeWokenIsWokenByNewEvents() throws Exception {
    var ada = node(new Tail.Settings(100, 1_000_000, NEVER));
    var bob = node(new Tail.Settings(100, 1_000_000, NEVER));
    var woken = new AtomicInteger();
    var wokenElsewhere = new AtomicInteger();
    try (var stream = ada.openStream(null);
        var elsewhere = bob.openStream(null)) {
      awaitListeners(2);
      begin(ada);
      begin(bob);
      assertThat(stream.setOnAvailableCallback(woken::incrementAndGet)).isTrue();
      assertThat(elsewhere.setOnAvailableCallback(wokenElsewhere::incrementAndGet)).isTrue();
      await().until(() -> woken.get() >= 1 && wokenElsewhere.get() >= 1);
      assertThat(stream.hasNextAvailable()).isFalse();
      assertThat(elsewhere.hasNextAvailable()).isFalse();

      var before = woken.get();
      var beforeElsewhere = wokenElsewhere.get();

      record(ada, "stream", 1);

      await().until(() -> woken.get() > before && wokenElsewhere.get() > beforeElsewhere);
      assertThat(stream.hasNextAvailable()).isTrue();
      assertThat(elsewhere.hasNextAvailable()).isTrue();
    }
  }

  @Test
  void aStreamIsLookedIntoWithoutMovingOn() throws Exception {
    var ada = node(Tail.Settings.DEFAULT);
    try (var stream = ada.openStream(null)) {
      assertThat(stream.peek()).isEmpty();
      assertThat(stream.hasNextAvailable(1, TimeUnit.MILLISECONDS)).isFalse();
      record(ada, "stream", 2);

      assertThat(stream.hasNextAvailable(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.peek().map(TailTest::positionOf)).contains(1L);
      assertThat(stream.peek().map(TailTest::positionOf)).contains(1L);
      assertThat(positionOf(stream.nextAvailable())).isEqualTo(1);
      assertThat(positionOf(stream.nextAvailable())).isEqualTo(2);
    }
  }

  private EventStore node(Tail.Settings settings) {
    var tail = log.tail(settings);
    tails.add(tail);
    return log.store(tail);
  }

  /** The second look at the table begins when the first has woken whom it wakes. */
  private static void begin(EventStore node) {
    node.createHeadToken();
    node.createHeadToken();
  }

  private Following follow(EventStore node, long after) {
    var following = new Following(node.openStream(new GlobalSequenceTrackingToken(after)));
    followings.add(following);
    return following;
  }

  private static Callable<Void> recording(EventStore node, String stream, int events) {
    return () -> {
      for (var sequence = 0; sequence < events; sequence++) {
        node.publish(message(stream, sequence));
      }
      return null;
    };
  }

  private static void record(EventStore node, String stream, int events) {
    node.publish(
        IntStream.range(0, events).mapToObj(sequence -> message(stream, sequence)).toList());
  }

  private static DomainEventMessage<?> message(String stream, long sequence) {
    return new GenericDomainEventMessage<>(
        "run", stream, sequence, RUN_REQUESTED, ENVELOPE.toMetadata());
  }

  private static Void writeNowAndThen() throws SQLException {
    for (var i = 0; i < 30; i++) {
      try (var transaction = begin()) {
        transaction.append();
        transaction.linger(ThreadLocalRandom.current().nextInt(8));
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
          transaction.rollback();
        } else {
          transaction.commit();
        }
      }
    }
    return null;
  }

  private static WritingTransaction begin() throws SQLException {
    return WritingTransaction.begin(log.database());
  }

  private static void awaitListeners(int nodes) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                log.sql()
                        .sql("select count(*) from pg_stat_activity where query like 'listen %'")
                        .query(Integer.class)
                        .single()
                    == nodes);
  }

  private static List<Long> committed() {
    return log.sql().sql("select position from event order by position").query(Long.class).list();
  }

  private static List<Long> positions(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static long positionOf(TrackedEventMessage<?> message) {
    return message.trackingToken().position().orElseThrow();
  }

  /** One who reads a stream as fast as it can. */
  private static final class Following implements AutoCloseable {

    private final List<Long> seen = new ArrayList<>();
    private final BlockingStream<TrackedEventMessage<?>> stream;
    private final Thread reader;

    Following(BlockingStream<TrackedEventMessage<?>> stream) {
      this.stream = stream;
      reader = Thread.startVirtualThread(this::read);
    }

    private void read() {
      try {
        while (true) {
          add(positionOf(stream.nextAvailable()));
        }
      } catch (InterruptedException done) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized void add(long position) {
      seen.add(position);
    }

    synchronized List<Long> positions() {
      return List.copyOf(seen);
    }

    void awaitExactly(List<Long> expected) {
      await().atMost(PATIENCE).until(() -> positions().size() >= expected.size());
      assertThat(positions()).containsExactlyElementsOf(expected);
    }

    @Override
    public void close() {
      reader.interrupt();
      stream.close();
    }
  }
}
