package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.AGENT_DRAFTED;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.evolution.SelectiveLog;
import dev.agentledger.events.evolution.SelectiveLog.Selected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectedEventsTest {

  private static final Envelope ENVELOPE =
      new Envelope(
          "default",
          "ada",
          "api-key:key_1",
          null,
          "0199a1f4-0000-7000-8000-000000000001",
          "order 7",
          null,
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  private static PostgresEventLog log;

  private final List<Tail> tails = new ArrayList<>();

  @BeforeAll
  static void startDatabase() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stopDatabase() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.forget();
  }

  @AfterEach
  void stop() {
    tails.forEach(Tail::close);
  }

  private EventStore node() {
    var tail = log.tail(new Tail.Settings(100, 1_000_000, Duration.ofMillis(50)));
    tails.add(tail);
    return log.store(tail);
  }

  private static void record(EventStore node, String type, String stream, DomainEvent fact) {
    record(node, type, stream, 0, 1, fact);
  }

  private static void record(
      EventStore node, String type, String stream, long first, int events, DomainEvent fact) {
    node.publish(
        LongStream.range(first, first + events)
            .<DomainEventMessage<?>>mapToObj(
                sequence ->
                    new GenericDomainEventMessage<>(
                        type, stream, sequence, fact, ENVELOPE.toMetadata()))
            .toList());
  }

  private static Selected agents(EventStore node, long after) {
    return ((SelectiveLog) node)
        .openStream(
            after == 0 ? null : new GlobalSequenceTrackingToken(after),
            AgentEvent.class::isAssignableFrom);
  }

  private static List<Long> taken(Selected stream) throws InterruptedException {
    var positions = new ArrayList<Long>();
    while (stream.hasNextAvailable()) {
      positions.add(stream.nextAvailable().trackingToken().position().orElseThrow());
    }
    return positions;
  }

  @Test
  void ofWhatIsOnlyInTheTableTheOthersArePassedOver() throws Exception {
    var writer = node();
    record(writer, "run", "run_1", 0, 300, RUN_REQUESTED);
    record(writer, "agent", "agent_1", AGENT_DRAFTED);
    record(writer, "run", "run_2", 0, 300, RUN_REQUESTED);

    try (var stream = agents(node(), 0)) {
      await().until(() -> stream.hasNextAvailable() || stream.passed() >= 601);
      assertThat(stream.passed()).isEqualTo(300);
      assertThat(taken(stream)).containsExactly(301L);
      assertThat(stream.passed()).isEqualTo(601);
      assertThat(stream.bytes()).isPositive();
    }
    try (var stream = agents(node(), 301)) {
      await().until(() -> !stream.hasNextAvailable() && stream.passed() == 601);
    }
  }

  @Test
  void ofWhatIsRecordedMeanwhileTheOthersArePassedOverToo() throws Exception {
    var node = node();
    node.createHeadToken();
    try (var stream = agents(node, 0)) {
      record(node, "run", "run_1", 0, 70, RUN_REQUESTED);
      record(node, "agent", "agent_1", AGENT_DRAFTED);
      record(node, "run", "run_1", 70, 1, RUN_REQUESTED);

      assertThat(stream.nextAvailable().getPayload()).isEqualTo(AGENT_DRAFTED);
      assertThat(taken(stream)).isEmpty();
      assertThat(stream.passed()).isEqualTo(72);
    }
  }

  @Test
  void whatNobodyKnowsHereIsNotTakenForSomethingElse() throws Exception {
    var writer = node();
    record(writer, "agent", "agent_1", AGENT_DRAFTED);
    record(writer, "run", "run_1", RUN_REQUESTED);
    log.sql().sql("insert into dictionary (name, revision) values ('agent.drafted', '0')").update();
    log.sql()
        .sql(
            """
            update event set contract = (select id from dictionary
                                         where name = 'agent.drafted' and revision = '0')
            where position = 1
            """)
        .update();

    try (var stream = agents(node(), 0)) {
      assertThat(stream.nextAvailable().getPayload()).isEqualTo(AGENT_DRAFTED);
    } finally {
      log.sql().sql("truncate event, stream restart identity").update();
      log.sql().sql("delete from dictionary where revision = '0'").update();
    }
  }

  @Test
  void anEventOfTodaySaysWhatWasRecorded() throws Exception {
    var writer = node();
    record(writer, "agent", "agent_1", AGENT_DRAFTED);
    var recorded = log.sql().sql("select event_id from event").query(String.class).single();

    try (var stream = agents(node(), 0)) {
      var message = (DomainEventMessage<?>) stream.nextAvailable();

      assertThat(message.getIdentifier()).isEqualTo(recorded);
      assertThat(message.getPayloadType()).isEqualTo(AGENT_DRAFTED.getClass());
      assertThat(message.getPayload()).isEqualTo(AGENT_DRAFTED).isSameAs(message.getPayload());
      assertThat(message.getMetaData()).isEqualTo(ENVELOPE.toMetadata());
      assertThat(message.andMetaData(Map.of("more", 1)).getMetaData())
          .containsEntry("more", 1)
          .containsAllEntriesOf(ENVELOPE.toMetadata());
      assertThat(message.getType()).isEqualTo("agent");
      assertThat(message.getAggregateIdentifier()).isEqualTo("agent_1");
    }
  }
}
