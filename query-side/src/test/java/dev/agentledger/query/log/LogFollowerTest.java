package dev.agentledger.query.log;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.ELSEWHERE;
import static dev.agentledger.query.Samples.runRequested;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.query.QuerySide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class LogFollowerTest {

  private static final AgentId AGENT = AgentId.of(ACME, "followed");
  private static final int MORE_THAN_ANY_BUFFER = 4 * Listener.BUFFER;

  private QuerySide side;

  @BeforeEach
  void start() {
    side = QuerySide.start();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  private static EventFilter upTo(Long last) {
    return new EventFilter(ACME, null, last, null, null, null, null, null, null, null);
  }

  private Flux<RecordedEvent> followAll() {
    return side.stream(new StreamEvents(upTo(null), null, true), RecordedEvent.class);
  }

  private Flux<RecordedEvent> follow(String run) {
    return side.stream(following(run), RecordedEvent.class);
  }

  private static ListStreamEvents following(String run) {
    return new ListStreamEvents(ACME, "run", run, -1, 0, true);
  }

  private void write(String run, int times) {
    for (int i = 0; i < times; i++) {
      side.publish(ADA, "run", run, runRequested(run, AGENT, Map.of()));
    }
  }

  private void writeAtOnce(String run, int times) {
    side.publish(
        ADA,
        "run",
        run,
        IntStream.range(0, times)
            .mapToObj(_ -> runRequested(run, AGENT, Map.of()))
            .toArray(DomainEvent[]::new));
  }

  private List<Long> committed() {
    return side.jdbc().sql("select position from event order by position").query(Long.class).list();
  }

  private int listeners() {
    return side.component(LogFollower.class).listeners(null);
  }

  @Test
  void whoeverJoinsWhileOthersWriteMissesNothingAndHearsNothingTwice() throws Exception {
    var seen = new ArrayList<Seen<Long>>();
    var seenOfRun = new ArrayList<Seen<Long>>();
    try (var writers = Executors.newFixedThreadPool(4)) {
      var work =
          IntStream.range(0, 4)
              .mapToObj(writer -> writers.submit(() -> write("run_" + writer, 60)))
              .toList();
      for (int i = 0; i < 20; i++) {
        var known = committed().size();
        seen.add(Seen.of(followAll().map(RecordedEvent::position)));
        seenOfRun.add(Seen.of(follow("run_" + i % 4).map(RecordedEvent::sequence)));
        await().until(() -> committed().size() > known || work.stream().allMatch(Future::isDone));
      }
      for (var done : work) {
        done.get();
      }
    }
    var committed = committed();

    assertThat(committed).hasSize(240);
    seen.forEach(one -> one.becomes(committed));
    seenOfRun.forEach(one -> one.becomes(LongStream.range(0, 60).boxed().toList()));
  }

  @Test
  void aSlowListenerHoldsUpNobodyAndLosesNothing() {
    write("run_1", 1);
    var slow = new Slow();
    followAll().subscribe(slow);
    slow.request(1);
    await().until(() -> slow.seen.size() == 1);
    var fast = Seen.of(followAll().map(RecordedEvent::position));

    for (int i = 0; i < 8; i++) {
      writeAtOnce("run_2", MORE_THAN_ANY_BUFFER / 8);
    }
    fast.becomes(committed());
    await().until(() -> listeners() <= 1);
    assertThat(slow.seen).hasSize(1);

    slow.request(Listener.BUFFER / 2);
    await().until(() -> slow.seen.size() == 1 + Listener.BUFFER / 2);
    writeAtOnce("run_2", MORE_THAN_ANY_BUFFER);
    slow.requestUnbounded();
    await()
        .atMost(QuerySide.PATIENCE)
        .untilAsserted(() -> assertThat(slow.seen).containsExactlyElementsOf(committed()));
    slow.dispose();
    fast.dispose();
  }

  @Test
  void whoeverCaughtUpHearsWhatComesNext() {
    write("run_1", 1);
    var slow = new Slow();
    followAll().subscribe(slow);
    writeAtOnce("run_1", MORE_THAN_ANY_BUFFER);
    slow.requestUnbounded();
    await()
        .atMost(QuerySide.PATIENCE)
        .until(() -> slow.seen.size() == 1 + MORE_THAN_ANY_BUFFER && listeners() == 1);

    write("run_1", 3);

    await()
        .atMost(QuerySide.PATIENCE)
        .untilAsserted(() -> assertThat(slow.seen).containsExactlyElementsOf(committed()));
    slow.dispose();
  }

  @Test
  void aThousandFollowersOfDifferentStreamsEachHearTheirOwn() {
    var runs = IntStream.range(0, 1_000).mapToObj(i -> "run_" + i).toList();
    var seen = runs.stream().map(run -> Seen.of(follow(run).map(RecordedEvent::streamId))).toList();
    var follower = side.component(LogFollower.class);
    await()
        .atMost(QuerySide.PATIENCE)
        .until(() -> runs.stream().allMatch(run -> follower.listeners(run) == 1));

    for (int i = 0; i < 2; i++) {
      side.publishEach(
          ADA,
          "run",
          runs.stream().collect(toMap(run -> run, run -> runRequested(run, AGENT, Map.of()))));
    }

    await()
        .atMost(QuerySide.PATIENCE)
        .until(() -> seen.stream().allMatch(one -> one.now().size() == 2));
    assertThat(seen.stream().flatMap(one -> one.now().stream()))
        .containsExactlyElementsOf(runs.stream().flatMap(run -> Stream.of(run, run)).toList());
    seen.forEach(Seen::dispose);
    await()
        .atMost(QuerySide.PATIENCE)
        .until(() -> runs.stream().allMatch(run -> follower.listeners(run) == 0));
  }

  @Test
  void anEventIsMadeOnceForAllWhoHearIt() {
    var first = new CopyOnWriteArrayList<RecordedEvent>();
    var second = new CopyOnWriteArrayList<RecordedEvent>();
    var following =
        List.of(
            followAll().subscribe(first::add),
            followAll().subscribe(second::add),
            follow("run_1").subscribe(second::add));
    await()
        .until(() -> listeners() == 2 && side.component(LogFollower.class).listeners("run_1") == 1);
    write("run_0", 1);
    await().until(() -> first.size() == 1 && second.size() == 1);

    write("run_1", 1);
    await().until(() -> first.size() == 2 && second.size() == 3);
    following.forEach(Disposable::dispose);

    assertThat(second.get(1)).isSameAs(first.get(1)).isSameAs(second.get(2));
  }

  @Test
  void whatIsHeardIsWhatIsStored() {
    var heard = followAll().next().toFuture();
    await().until(() -> listeners() == 1);
    write("run_1", 1);

    assertThat(heard.join()).isEqualTo(followAll().blockFirst(QuerySide.PATIENCE));
  }

  @Test
  void anotherTenantsEventsAreNotHeard() {
    var seen = Seen.of(followAll().map(RecordedEvent::streamId));
    var ofRun = Seen.of(follow("run_1").map(RecordedEvent::streamId));
    side.publish(ELSEWHERE, "run", "run_1", runRequested("run_1", AGENT, Map.of()));
    write("run_2", 1);

    seen.becomes(List.of("run_2"));
    ofRun.becomes(List.of());
  }

  @Test
  void aFollowerWhoseFilterEndsIsDoneThere() {
    var all =
        side.stream(new StreamEvents(upTo(2L), null, true), RecordedEvent.class)
            .map(RecordedEvent::position)
            .collectList()
            .toFuture();
    await().until(() -> listeners() == 1);
    write("run_1", 3);

    assertThat(all.join()).containsExactly(1L, 2L);
    assertThat(
            side.stream(new StreamEvents(upTo(2L), 1L, true), RecordedEvent.class)
                .map(RecordedEvent::position)
                .collectList()
                .block(QuerySide.PATIENCE))
        .containsExactly(2L);
    await().until(() -> listeners() == 0);
  }

  @Test
  void followersThatLeaveAreForgotten() {
    for (int i = 0; i < 3; i++) {
      var seen = Seen.of(followAll());
      await().until(() -> listeners() == 1);
      seen.dispose();
      await().until(() -> listeners() == 0);
    }
  }

  @Test
  void whoeverFollowsOutlivesTheDatabase() {
    write("run_1", 1);
    var seen = Seen.of(followAll().map(RecordedEvent::position));
    var ofRun = Seen.of(follow("run_1").map(RecordedEvent::sequence));
    seen.becomes(List.of(1L));
    ofRun.becomes(List.of(0L));

    var early = side.withoutDatabase(() -> Seen.of(followAll().map(RecordedEvent::position)));
    write("run_1", 2);

    seen.becomes(committed());
    early.becomes(committed());
    ofRun.becomes(List.of(0L, 1L, 2L));
  }

  @Test
  void whatWasWrittenWhileTheFollowerWasBrokenIsHeardAfterwards() {
    var breakable = new Breakable(side.component(EventStore.class));
    var follower = new LogFollower(breakable.store(), ContractSerializer.create());
    var log = new EventLog(side.component(DatabaseClient.class), follower);
    follower.start();
    var before = Seen.of(log.stream(following("run_1")).map(RecordedEvent::sequence));
    write("run_1", 1);
    before.becomes(List.of(0L));

    breakable.breakDown();
    write("run_1", 2);
    var meanwhile = Seen.of(log.stream(following("run_1")).map(RecordedEvent::sequence));
    meanwhile.becomes(List.of(0L, 1L, 2L));
    breakable.mend();
    write("run_1", 2);

    before.becomes(List.of(0L, 1L, 2L, 3L, 4L));
    meanwhile.becomes(List.of(0L, 1L, 2L, 3L, 4L));
    follower.stop();
  }

  @Test
  void aFollowerThatCouldNotBeginTellsWhatWasWrittenBefore() {
    var breakable = new Breakable(side.component(EventStore.class));
    breakable.breakDown();
    var follower = new LogFollower(breakable.store(), ContractSerializer.create());
    follower.start();
    var seen =
        Seen.of(
            follower.follow(
                null,
                listener ->
                    Flux.just(listener.since())
                        .concatWith(listener.events().map(LiveEvent::position)),
                () -> true));
    seen.becomes(List.of(Audience.UNKNOWN));
    write("run_1", 2);
    breakable.mend();

    seen.becomes(List.of(Audience.UNKNOWN, 2L));
    write("run_1", 1);
    seen.becomes(List.of(Audience.UNKNOWN, 2L, 3L));
    follower.stop();
  }

  @Test
  void theEndOfTheLogIsKnownWithoutListeners() {
    side.awaitSettled(0);
    write("run_1", 3);
    side.awaitSettled(3);
  }

  @Test
  void whoeverAsksForAnEndThatIsNotReachedGetsTheOneThatIs() {
    write("run_1", 1);
    side.awaitSettled(1);

    assertThat(
            side.component(LogFollower.class)
                .reached(1_000, Duration.ofMillis(20))
                .block(QuerySide.PATIENCE))
        .isEqualTo(1);
  }
}
