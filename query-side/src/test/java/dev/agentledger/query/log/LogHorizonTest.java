package dev.agentledger.query.log;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.definition;
import static dev.agentledger.query.Samples.drafted;
import static dev.agentledger.query.Samples.revised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.query.QuerySide;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

class LogHorizonTest {

  private static final EventFilter EVERYTHING =
      new EventFilter(ACME, null, null, null, null, null, null, null, null, null);

  private QuerySide side;

  @BeforeEach
  void start() {
    side = QuerySide.startWithoutProjections();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  private Transaction begin() throws SQLException {
    return Transaction.begin(side.dataSource());
  }

  private long settled() {
    return side.component(LogHorizon.class).settled().block(QuerySide.PATIENCE);
  }

  private List<Long> page() {
    return side.ask(new ListEvents(EVERYTHING, null, 100), EventPage.class).items().stream()
        .map(RecordedEvent::position)
        .toList();
  }

  @Test
  void anEmptyLogIsSettled() {
    assertThat(settled()).isZero();
    assertThat(page()).isEmpty();
  }

  @Test
  void anEventThatMayStillCommitHoldsLaterOnesBack() throws SQLException {
    assertThat(settled()).isZero();
    try (var slow = begin();
        var fast = begin()) {
      var earlier = slow.append("slow", 0);
      var later = fast.append("fast", 0);
      fast.commit();

      assertThat(settled()).isLessThan(earlier);
      assertThat(page()).isEmpty();

      slow.commit();
      assertThat(settled()).isEqualTo(later);
      assertThat(page()).containsExactly(earlier, later);
    }
  }

  /** The snapshot's xmax does not reach the holder's id here. */
  @Test
  void aHolderWithTheHighestIdOfAllHoldsLaterOnesBackToo() throws SQLException {
    assertThat(settled()).isZero();
    try (var fast = begin().takeId();
        var slow = begin().takeId()) {
      var earlier = slow.append("slow", 0);
      var later = fast.append("fast", 0);
      fast.commit();

      assertThat(settled()).isLessThan(earlier);
      assertThat(settled()).isLessThan(earlier);

      slow.commit();
      assertThat(settled()).isEqualTo(later);
    }
  }

  @Test
  void aRolledBackPositionHoldsNothingBack() throws SQLException {
    assertThat(settled()).isZero();
    try (var failing = begin();
        var fast = begin()) {
      failing.append("failing", 0);
      var later = fast.append("fast", 0);
      fast.commit();
      assertThat(settled()).isZero();

      failing.rollback();

      assertThat(settled()).isEqualTo(later);
      assertThat(page()).containsExactly(later);
    }
  }

  @Test
  void aLongTransactionThatHoldsNoPositionHoldsNothingBack() throws SQLException {
    assertThat(settled()).isZero();
    try (var unrelated = begin().takeId();
        var fast = begin()) {
      var position = fast.append("fast", 0);
      fast.commit();

      assertThat(settled()).isEqualTo(position);
      assertThat(unrelated).isNotNull();
    }
  }

  @Test
  void whatRunsBehindAGapDoesNotHoldBackWhatWasDrawnBeforeIt() throws SQLException {
    assertThat(settled()).isZero();
    try (var failing = begin();
        var fast = begin();
        var next = begin()) {
      failing.append("failing", 0);
      var position = fast.append("fast", 0);
      fast.commit();
      assertThat(settled()).isZero();
      next.append("next", 0);
      failing.rollback();

      assertThat(settled()).isEqualTo(position);
    }
  }

  @Test
  void aFollowerSeesEveryCommittedEventOnceAndInOrderWhateverTheWritersDo() throws Exception {
    var seen = new CopyOnWriteArrayList<Long>();
    var following =
        side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class)
            .subscribe(event -> seen.add(event.position()));
    try (var slowest = begin();
        var writers = Executors.newFixedThreadPool(6)) {
      slowest.append("slowest", 0);
      var work = IntStream.range(0, 6).mapToObj(writer -> writers.submit(() -> write(writer)));
      for (Future<?> done : work.toList()) {
        done.get();
      }
      assertThat(seen).isEmpty();
      slowest.commit();
    }
    var committed =
        side.jdbc().sql("select position from event order by position").query(Long.class).list();
    await().atMost(QuerySide.PATIENCE).until(() -> seen.size() >= committed.size());
    following.dispose();

    assertThat(committed).hasSizeBetween(2, 241);
    assertThat(seen).containsExactlyElementsOf(committed);
  }

  @Test
  void aFollowerKeepsUpWithWritersThatNeverPause() throws Exception {
    var seen = new CopyOnWriteArrayList<Long>();
    var following =
        side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class)
            .subscribe(event -> seen.add(event.position()));
    try (var writers = Executors.newFixedThreadPool(4)) {
      var work = IntStream.range(0, 4).mapToObj(writer -> writers.submit(() -> write(writer)));
      for (Future<?> done : work.toList()) {
        done.get();
      }
    }
    var committed =
        side.jdbc().sql("select position from event order by position").query(Long.class).list();
    await().atMost(QuerySide.PATIENCE).until(() -> seen.size() >= committed.size());
    following.dispose();

    assertThat(seen).containsExactlyElementsOf(committed);
  }

  private Void write(int writer) throws SQLException {
    for (int i = 0; i < 40; i++) {
      try (var transaction = begin()) {
        transaction.append("writer-" + writer, i);
        transaction.linger(ThreadLocalRandom.current().nextInt(5));
        if (ThreadLocalRandom.current().nextInt(5) == 0) {
          transaction.rollback();
        } else {
          transaction.commit();
        }
      }
    }
    return null;
  }

  @Test
  void aCommitOfThisProcessWakesFollowersLongBeforeTheNextPoll() {
    var agent = AgentId.of(ACME, "wakes");
    var ofLog = new AtomicLong(-1);
    var ofStream = new AtomicLong(-1);
    var following =
        List.<Disposable>of(
            side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class)
                .subscribe(event -> ofLog.set(event.sequence())),
            side.stream(
                    new ListStreamEvents(ACME, "agent", agent.value(), -1, 0, true),
                    RecordedEvent.class)
                .subscribe(event -> ofStream.set(event.sequence())));
    side.publish(ADA, "agent", agent.value(), drafted(definition("wakes", "0")));
    await().until(() -> ofLog.get() == 0 && ofStream.get() == 0);

    var began = System.nanoTime();
    for (int i = 1; i <= 20; i++) {
      side.publish(
          ADA, "agent", agent.value(), revised(i + 1, definition("wakes", Integer.toString(i))));
      var expected = i;
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> ofLog.get() == expected && ofStream.get() == expected);
    }
    following.forEach(Disposable::dispose);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aCommitOfAnotherProcessIsFoundByThePoll() throws SQLException {
    var next =
        side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class)
            .next()
            .toFuture();
    try (var elsewhere = begin()) {
      elsewhere.append("elsewhere", 0);
      elsewhere.commit();
    }

    assertThat(next.orTimeout(5, TimeUnit.SECONDS).join().streamId()).isEqualTo("elsewhere");
  }

  @Test
  void aSlowFollowerGetsEverythingAtItsOwnPace() throws SQLException {
    try (var writer = begin()) {
      for (int i = 0; i < 1_300; i++) {
        writer.append("long", i);
      }
      writer.commit();
    }
    var seen = new CopyOnWriteArrayList<Long>();
    var slow =
        new BaseSubscriber<RecordedEvent>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
          }

          @Override
          protected void hookOnNext(RecordedEvent event) {
            seen.add(event.sequence());
          }
        };
    side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class).subscribe(slow);

    await().until(() -> seen.size() == 1);
    slow.request(9);
    await().until(() -> seen.size() == 10);
    try (var writer = begin()) {
      writer.append("long", 1_300);
      writer.commit();
    }
    slow.requestUnbounded();
    await().atMost(QuerySide.PATIENCE).until(() -> seen.size() == 1_301);
    slow.dispose();

    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 1_301).mapToObj(Long::valueOf).toList());
  }

  @Test
  void aStreamThatDoesNotFollowEndsAtTheHorizonOfItsMoment() throws SQLException {
    assertThat(settled()).isZero();
    try (var slow = begin();
        var fast = begin()) {
      slow.append("slow", 0);
      fast.append("fast", 0);
      fast.commit();

      assertThat(
              side.stream(new StreamEvents(EVERYTHING, null, false), RecordedEvent.class)
                  .collectList()
                  .block(QuerySide.PATIENCE))
          .isEmpty();
    }
    assertThat(
            side.stream(new StreamEvents(EVERYTHING, null, false), RecordedEvent.class)
                .map(RecordedEvent::streamId)
                .collectList()
                .block(QuerySide.PATIENCE))
        .containsExactly("fast");
  }

  @Test
  void aFilterWithAnEndCompletesAFollowerThere() {
    var agent = AgentId.of(ACME, "ends");
    side.publish(ADA, "agent", agent.value(), drafted(definition("ends", "a")));
    var upToTwo = new EventFilter(ACME, null, 2L, null, null, null, null, null, null, null);
    var all =
        side.stream(new StreamEvents(upToTwo, null, true), RecordedEvent.class)
            .collectList()
            .toFuture();
    side.publish(
        ADA,
        "agent",
        agent.value(),
        revised(2, definition("ends", "b")),
        revised(3, definition("ends", "c")));

    assertThat(all.orTimeout(10, TimeUnit.SECONDS).join())
        .extracting(RecordedEvent::position)
        .containsExactly(1L, 2L);
  }

  @Test
  void followersThatLeaveStopTheWatch() {
    var watched = side.stream(new StreamEvents(EVERYTHING, null, true), RecordedEvent.class);
    var again =
        Flux.range(0, 3)
            .concatMap(_ -> watched.take(Duration.ofMillis(20)).count())
            .collectList()
            .block(QuerySide.PATIENCE);

    assertThat(again).containsExactly(0L, 0L, 0L);
  }
}
