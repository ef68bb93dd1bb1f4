package dev.agentledger.command.agent;

import static dev.agentledger.events.EventSamples.ADA;
import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.DEFINITION;
import static dev.agentledger.events.EventSamples.REVISED_DEFINITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.ArchiveAgent;
import dev.agentledger.api.agent.DraftAgent;
import dev.agentledger.command.Node;
import dev.agentledger.command.log.PostgresEventLog;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long stream is read from its last snapshot on, and only if that can be relied on. */
class AgentSnapshotTest {

  private static final int LONG = 120;
  private static final int MOST_EVENTS_READ = 50;
  private static final ArchiveAgent ARCHIVE = new ArchiveAgent(AGENT, "Not used");
  private static final Recorded ARCHIVED = new Recorded(LONG, 1, List.of());

  private static PostgresEventLog log;

  @BeforeAll
  static void startLog() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stopLog() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.forget();
  }

  @Test
  void aStreamThatGrowsGetsSnapshots() throws Exception {
    try (var node = new Node(log, Agent.class)) {
      // While one is taken, no other is asked for.
      for (var snapshot = 1; snapshot <= 2; snapshot++) {
        for (var edit = 0; edit < MOST_EVENTS_READ; edit++) {
          node.send(
              new DraftAgent(AGENT, edit % 2 == 0 ? DEFINITION : REVISED_DEFINITION, ADA, false));
        }
        var last = snapshot * MOST_EVENTS_READ - 1;
        await().until(() -> newestSnapshot() >= last - 1);
      }
    }
    assertThat(log.sql().sql("select count(*) from snapshot").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void aStreamThatIsFoundLongGetsOne() throws Exception {
    haveALongStream();

    try (var node = new Node(log, Agent.class)) {
      assertThat(node.send(ARCHIVE)).isEqualTo(ARCHIVED);
      assertThat(node.log().eventsRead()).isGreaterThanOrEqualTo(LONG);
      await().until(() -> newestSnapshot() >= LONG - 1);
    }
  }

  @Test
  void aNodeThatRemembersNothingReadsWhatCameAfterTheSnapshot() throws Exception {
    haveALongStreamWithSnapshot();

    try (var node = new Node(log, Agent.class)) {
      assertThat(node.send(ARCHIVE)).isEqualTo(ARCHIVED);
      assertThat(node.log().eventsRead()).isLessThanOrEqualTo(MOST_EVENTS_READ);
    }
  }

  @Test
  void theOwnerOfTheStreamStandsInTheSnapshot() throws Exception {
    haveALongStreamWithSnapshot();

    try (var node = new Node(log, Agent.class)) {
      assertThatThrownBy(() -> node.send(ARCHIVE, Map.of(Envelope.TENANT, "globex")))
          .isInstanceOf(CommandRefused.class)
          .hasMessage("Agent agt_a56b101a8f4821607ecb6054 does not exist");
      assertThat(node.log().eventsRead()).isLessThanOrEqualTo(MOST_EVENTS_READ);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revision = '0'",
        "state = 'dev.agentledger.command.agent.Gone'",
        "state = 'java.lang.String'",
        "payload = 'not JSON'",
        "payload = '{}'",
        "payload = '{\"agentId\":\"agt_a56b101a8f4821607ecb6054\",\"state\":{\"is\":\"Absent\"}}'",
        """
        payload = '{"agentId":"agt_a56b101a8f4821607ecb6054",\
        "owner":{"kind":"Agent","tenant":null},"state":{"is":"Absent"}}'\
        """
      })
  void aSnapshotThatCannotBeReliedOnIsIgnored(String change) throws Exception {
    haveALongStreamWithSnapshot();
    log.sql().sql("update snapshot set " + change).update();

    try (var node = new Node(log, Agent.class)) {
      assertThatThrownBy(() -> node.send(ARCHIVE, Map.of(Envelope.TENANT, "globex")))
          .isInstanceOf(CommandRefused.class);
      assertThat(node.log().eventsRead()).isEqualTo(LONG);
      assertThat(node.send(ARCHIVE)).isEqualTo(ARCHIVED);
    }
  }

  private static void haveALongStreamWithSnapshot() throws Exception {
    haveALongStream();
    try (var node = new Node(log, Agent.class)) {
      assertThatThrownBy(() -> node.send(ARCHIVE, Map.of(Envelope.TENANT, "globex")))
          .isInstanceOf(CommandRefused.class);
      await().until(() -> newestSnapshot() >= LONG - 1);
    }
  }

  private static void haveALongStream() {
    log.engine()
        .appendEvents(
            IntStream.range(0, LONG)
                .mapToObj(
                    sequence ->
                        new GenericDomainEventMessage<>(
                            "agent",
                            AGENT.value(),
                            sequence,
                            fact(sequence),
                            Node.ENVELOPE.toMetadata()))
                .toList());
  }

  private static AgentEvent fact(int sequence) {
    var definition = sequence % 2 == 0 ? DEFINITION : REVISED_DEFINITION;
    var version = AgentVersion.of(sequence + 1, definition);
    return sequence == 0
        ? new AgentDrafted(AGENT, version, ADA)
        : new AgentRevised(AGENT, version, ADA);
  }

  private static long newestSnapshot() {
    return log.sql()
        .sql("select coalesce(max(sequence), -1) from snapshot")
        .query(Long.class)
        .single();
  }
}
