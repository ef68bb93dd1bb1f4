package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.AGENT_DRAFTED;
import static dev.agentledger.events.EventSamples.AGENT_REVISED;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunRequested;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Envelope ENVELOPE =
      new Envelope(
          "default",
          "ada",
          "api-key:key_1",
          "grace",
          "0190d2a6-7b1c-7d3e-8f00-0123456789ab",
          "correlation-1",
          "0190d2a6-7b1c-7d3e-8f00-0123456789ab",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  private static final ContractSerializer JSON = ContractSerializer.create();
  private static final String LARGE_TEXT = "words ".repeat(2_000);

  private static PostgresEventLog log;

  private static EventStorageEngine engine;

  @BeforeAll
  static void start() {
    log = new PostgresEventLog();
    engine = log.engine();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.sql().sql("truncate event, stream, blob, snapshot restart identity").update();
  }

  @Test
  void aStreamIsReadBackAsItWasWritten() {
    engine.appendEvents(agent(0, AGENT_DRAFTED), agent(1, AGENT_REVISED));

    assertThat(stream(AGENT.value())).containsExactly(AGENT_DRAFTED, AGENT_REVISED);
    assertThat(engine.readEvents(AGENT.value()).asStream())
        .allMatch(event -> event.getMetaData().equals(ENVELOPE.toMetadata()));
  }

  @Test
  void theWholeLogIsReadInTheOrderOfItsPositions() {
    engine.appendEvents(agent(0, AGENT_DRAFTED));
    engine.appendEvents(run(0, RUN_REQUESTED));
    engine.appendEvents(agent(1, AGENT_REVISED));

    assertThat(tracked()).containsExactly(AGENT_DRAFTED, RUN_REQUESTED, AGENT_REVISED);
  }

  @Test
  void anEventThatCannotBeReadIsNamed() {
    engine.appendEvents(agent(0, AGENT_DRAFTED));
    engine.appendEvents(run(0, RUN_REQUESTED));
    log.sql().sql("update event set payload = '' where position = 2").update();

    assertThatThrownBy(() -> tracked().toList())
        .isInstanceOf(UnreadableEvent.class)
        .hasMessageContaining("The event at position 2, of run_1, cannot be read");
  }

  @Test
  void aRowOfTheViewSaysWhatTheEventSays() {
    var message = run(0, RUN_REQUESTED);
    engine.appendEvents(message);

    assertThat(log.sql().sql("select * from event_with_payload").query().singleRow())
        .containsEntry("position", 1L)
        .containsEntry("event_id", message.getIdentifier())
        .containsEntry("stream_type", "run")
        .containsEntry("stream_id", "run_1")
        .containsEntry("sequence", 0)
        .containsEntry("recorded_at", DateTimeUtils.formatInstant(message.getTimestamp()))
        .containsEntry("contract", "run.requested")
        .containsEntry("revision", "2")
        .containsEntry("tenant", "default")
        .containsEntry("metadata", new String(LeanMetadata.of(message.getMetaData()).json(), UTF_8))
        .containsEntry("payload", message.serializePayload(JSON, String.class).getData());
  }

  @Nested
  class ALargePayload {

    private static final RunRequested LARGE = requestedWith(LARGE_TEXT);

    @Test
    void isReadBackInFullFromItsStreamAndFromTheLog() {
      engine.appendEvents(run(0, LARGE), run(1, new RunCompleted(RUN, Outcome.FINISH, "small")));

      assertThat(stream(RUN.value())).first().isEqualTo(LARGE);
      assertThat(tracked()).first().isEqualTo(LARGE);
    }

    @Test
    void leavesInItsRowOnlyItsDigest() {
      engine.appendEvents(run(0, LARGE));

      assertThat(
              log.sql()
                  .sql("select convert_from(payload, 'UTF8') from event")
                  .query(String.class)
                  .single())
          .matches("\\{\"\\$blob\":\"sha256:[0-9a-f]{64}\"}");
      assertThat(
              log.sql()
                  .sql("select payload::jsonb -> 'input' #>> '{}' from event_with_payload")
                  .query(String.class)
                  .single())
          .isEqualTo(LARGE_TEXT);
    }

    @Test
    void isNamedByTheHashOfItsText() {
      engine.appendEvents(run(0, LARGE));

      assertThat(
              log.sql()
                  .sql(
                      """
                      select digest = 'sha256:' || encode(sha256(content), 'hex')
                      from blob
                      """)
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }

    @Test
    void isKeptOnceHoweverOftenItIsRecorded() {
      engine.appendEvents(run(0, LARGE));
      engine.appendEvents(message("run", "run_2", 0, LARGE), message("run", "run_3", 0, LARGE));

      assertThat(count("blob")).isEqualTo(1);
      assertThat(tracked()).containsExactly(LARGE, LARGE, LARGE);
    }

    @Test
    void isGoneWhenItsEventIsNotRecorded() {
      engine.appendEvents(run(0, RUN_REQUESTED));

      assertThatThrownBy(() -> engine.appendEvents(run(0, LARGE)))
          .isInstanceOf(ConcurrencyException.class);

      assertThat(count("blob")).isZero();
    }

    private static RunRequested requestedWith(Object input) {
      return new RunRequested(
          RUN,
          AGENT,
          RUN_REQUESTED.agentSlug(),
          RUN_REQUESTED.version(),
          RunPlan.OF_CODE,
          RUN_REQUESTED.mode(),
          input,
          Map.of(),
          RUN_REQUESTED.limits(),
          null,
          null,
          null,
          null,
          null);
    }
  }

  @Test
  void aCharacterThatPostgresCannotHoldIsKeptInJson() {
    var returned = new RunCodeReturned(RUN, 1, 1, "a\u0000b\\u0000", List.of(), 1);

    engine.appendEvents(run(0, returned));

    assertThat(tracked()).containsExactly(returned);
  }

  @Test
  void aReaderDoesNotMissAPositionThatIsCommittedLate() throws Exception {
    // A tail of its own: whoever followed the log of an earlier test believes its end is settled.
    var reader = log.engine();
    reader.appendEvents(agent(0, AGENT_DRAFTED));
    assertThat(reader.readEvents(null, false)).hasSize(1);
    try (var late = log.database().getConnection()) {
      late.setAutoCommit(false);
      copyOfTheFirst(late, 1);
      reader.appendEvents(run(0, RUN_REQUESTED));
      var seen = reader.readEvents(null, false).toList();
      assertThat(seen).singleElement().returns(AGENT_DRAFTED, EventMessage::getPayload);

      late.commit();

      assertThat(
              reader
                  .readEvents(seen.getFirst().trackingToken(), false)
                  .<Object>map(EventMessage::getPayload))
          .containsExactly(AGENT_DRAFTED, RUN_REQUESTED);
    }
  }

  private static void copyOfTheFirst(Connection connection, int sequence) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into event (stream, recorded_at, event_id, sequence, contract, circumstance, payload)
            select stream, recorded_at, gen_random_uuid(), ?, contract, circumstance, payload
            from event where position = 1
            """)) {
      insert.setInt(1, sequence);
      insert.execute();
    }
  }

  @Nested
  class WhatIsNotAccepted {

    @Test
    void anEventWithoutAnActorIsNot() {
      var anonymous =
          new GenericDomainEventMessage<>(
              "agent", AGENT.value(), 0, AGENT_DRAFTED, Map.of(Envelope.TENANT, "default"));

      assertThatThrownBy(() -> engine.appendEvents(anonymous))
          .hasMessage("The envelope has no actor");

      assertThat(count("event")).isZero();
    }

    @Test
    void anEventOutsideAStreamIsNot() {
      var published =
          GenericEventMessage.<DomainEvent>asEventMessage(AGENT_DRAFTED)
              .withMetaData(ENVELOPE.toMetadata());

      assertThatThrownBy(() -> engine.appendEvents(published))
          .hasMessage(
              "Only aggregates record facts, not whoever published class"
                  + " dev.agentledger.events.agent.AgentDrafted");
    }
  }

  @Test
  void aLongStreamIsReadWhole() {
    engine.appendEvents(
        IntStream.range(0, 250).mapToObj(sequence -> run(sequence, RUN_REQUESTED)).toList());

    assertThat(engine.readEvents(RUN.value()).asStream()).hasSize(250);
    assertThat(engine.lastSequenceNumberFor(RUN.value())).contains(249L);
  }

  private Stream<Object> stream(String id) {
    return engine.readEvents(id).asStream().map(EventMessage::getPayload);
  }

  private Stream<Object> tracked() {
    return engine.readEvents(null, false).map(EventMessage::getPayload);
  }

  private static long count(String table) {
    return log.sql().sql("select count(*) from " + table).query(Long.class).single();
  }

  private static DomainEventMessage<DomainEvent> agent(long sequence, DomainEvent fact) {
    return message("agent", AGENT.value(), sequence, fact);
  }

  private static DomainEventMessage<DomainEvent> run(long sequence, DomainEvent fact) {
    return message("run", RUN.value(), sequence, fact);
  }

  private static DomainEventMessage<DomainEvent> message(
      String type, String stream, long sequence, DomainEvent fact) {
    return new GenericDomainEventMessage<>(type, stream, sequence, fact, ENVELOPE.toMetadata());
  }
}
