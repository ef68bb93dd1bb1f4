package dev.agentledger.saga.run.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.run.RunDelta;
import dev.agentledger.api.run.WatchDeltas;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class LiveDeltasTest {

  private static final String ACME = "acme";
  private static final int STEP = 1;
  private static final int ATTEMPT = 1;
  private static final int MOST_KEPT = 20_000;

  private static HikariDataSource database;

  private final List<Node> nodes = new ArrayList<>();
  private final Node here = node();
  private final RunId run = new RunId("run_" + System.nanoTime());

  /** What one program has of it. */
  private record Node(EventBus events, LiveDeltas deltas) {

    void write(RunId run, int index, String text) {
      deltas.written(ACME, new RunDelta(run, STEP, ATTEMPT, index, text));
    }

    Reading read(RunId run) {
      var reading = new Reading(Long.MAX_VALUE);
      deltas.handle(new WatchDeltas(ACME, run, STEP, ATTEMPT)).subscribe(reading);
      return reading;
    }

    void commit(Object event) {
      var unit = DefaultUnitOfWork.startAndGet(null);
      events.publish(GenericEventMessage.asEventMessage(event));
      unit.commit();
    }
  }

  /** One who reads, as much as is asked for. */
  private static final class Reading extends BaseSubscriber<RunDelta> {

    private final long first;
    private final List<RunDelta> pieces = new CopyOnWriteArrayList<>();

    Reading(long first) {
      this.first = first;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (first > 0) {
        subscription.request(first);
      }
    }

    @Override
    protected void hookOnNext(RunDelta piece) {
      pieces.add(piece);
    }

    String text() {
      return pieces.stream().map(RunDelta::text).collect(Collectors.joining());
    }
  }

  @BeforeAll
  static void start() {
    database = Database.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(node -> node.deltas().stop());
  }

  private Node node() {
    var events = SimpleEventBus.builder().build();
    var node = new Node(events, new LiveDeltas(events, new DeltaNotices(database), MOST_KEPT));
    node.deltas().start();
    nodes.add(node);
    return node;
  }

  @Test
  void aReaderSeesEverythingInOrderWheneverItComes() {
    var early = here.read(run);
    var expected = new StringBuilder();
    for (var i = 0; i < 200; i++) {
      here.write(run, i, "word" + i + " ");
      expected.append("word").append(i).append(' ');
    }
    var late = here.read(run);

    await().until(() -> early.text().equals(expected.toString()));
    await().until(() -> late.text().equals(expected.toString()));
    assertThat(late.pieces).extracting(RunDelta::index).isSorted().startsWith(0);
    assertThat(late.pieces.size()).as("words come in pieces").isLessThan(200);
  }

  @Test
  void aReaderOnAnotherNodeSeesTheSame() {
    var there = node();
    here.write(run, 0, "before anybody asked; ");
    var reading = there.read(run);
    await().until(() -> reading.text().equals("before anybody asked; "));
    here.write(run, 1, "and \u0000 after; \uD83D\uDE80");
    var late = there.read(run);

    await().until(() -> reading.text().endsWith("\uD83D\uDE80"));
    await().until(() -> late.text().equals(reading.text()));
    assertThat(reading.text()).isEqualTo("before anybody asked; and \u0000 after; \uD83D\uDE80");
  }

  @Test
  void aReaderOnAnotherNodeMayComeBeforeTheFirstWord() {
    var there = node();
    var reading = there.read(run);
    await()
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              here.write(run, 0, "x");
              assertThat(reading.text()).isNotEmpty();
            });
  }

  @Test
  void aSlowReaderHoldsNobodyUpAndIsToldByAGapOfWhatItMissed() {
    var slow = new Reading(1);
    here.deltas().handle(new WatchDeltas(ACME, run, STEP, ATTEMPT)).subscribe(slow);
    var quick = here.read(run);
    var line = "0123456789".repeat(100);
    for (var i = 0; i < 200; i++) {
      here.write(run, i, line);
    }
    here.write(run, 200, "the end");

    await().until(() -> quick.text().endsWith("the end"));
    assertThat(slow.pieces).hasSize(1);
    slow.requestUnbounded();

    await().until(() -> slow.text().endsWith("the end"));
    assertThat(slow.text().length()).isLessThan(200 * line.length());
    assertThat(slow.pieces).extracting(RunDelta::index).isSorted().doesNotHaveDuplicates();
    assertThat(slow.pieces.getLast().index()).isGreaterThanOrEqualTo(slow.pieces.size());
  }

  @Test
  void whatIsDurableEndsTheReading() {
    var reading = here.read(run);
    here.write(run, 0, "never to be finished");
    await().until(() -> !reading.pieces.isEmpty());

    here.commit(new RunCancelled(run));

    await().until(reading::isDisposed);
    assertThat(here.read(run).pieces).isEmpty();
  }

  @Test
  void anotherTenantSeesNothing() {
    here.write(run, 0, "secret");
    var reading = new Reading(Long.MAX_VALUE);
    here.deltas().handle(new WatchDeltas("globex", run, STEP, ATTEMPT)).subscribe(reading);
    var own = here.read(run);

    await().until(() -> own.text().equals("secret"));
    assertThat(reading.pieces).isEmpty();
  }
}
