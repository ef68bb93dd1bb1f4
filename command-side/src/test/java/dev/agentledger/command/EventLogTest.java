package dev.agentledger.command;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.AGENT_DRAFTED;
import static dev.agentledger.events.EventSamples.AGENT_REVISED;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunRequested;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
      Envelope.of("default", "ada", "api-key:key_1").withCorrelation("correlation-1", null);
  private static final String LARGE_TEXT = "words ".repeat(2_000);

  private static PostgresEventLog log;

  private final EventStorageEngine engine = log.engine();

  @BeforeAll
  static void start() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.sql().sql("truncate event, blob, snapshot restart identity").update();
  }

  @Test
  void aStreamIsReadBackAsItWasWritten() {
    engine.appendEvents(agent(0, AGENT_DRAFTED), agent(1, AGENT_REVISED));

    assertThat(stream(AGENT.value())).containsExactly(AGENT_DRAFTED, AGENT_REVISED);
  }

  @Test
  void theWholeLogIsReadInTheOrderOfItsPositions() {
    engine.appendEvents(agent(0, AGENT_DRAFTED));
    engine.appendEvents(run(0, RUN_REQUESTED));
    engine.appendEvents(agent(1, AGENT_REVISED));

    assertThat(tracked()).containsExactly(AGENT_DRAFTED, RUN_REQUESTED, AGENT_REVISED);
  }

  @Test
  void anEventIsFoundByWhatItSaysAndByWhoCausedIt() {
    engine.appendEvents(run(0, RUN_REQUESTED));

    assertThat(
            log.sql()
                .sql(
                    """
                    select position, stream_type, stream_id, sequence, contract, revision,
                           tenant, actor, correlation_id, agent_id
                    from event_with_payload
                    """)
                .query()
                .singleRow())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "position", 1L,
                "stream_type", "run",
                "stream_id", "run_1",
                "sequence", 0L,
                "contract", "run.requested",
                "revision", "1",
                "tenant", "default",
                "actor", "ada",
                "correlation_id", "correlation-1",
                "agent_id", AGENT.value()));
  }

  @Test
  void aTransactionHasItsIdBeforeItsFirstPosition() {
    engine.appendEvents(agent(0, AGENT_DRAFTED), agent(1, AGENT_REVISED));

    assertThat(
            log.sql()
                .sql(
                    """
                    select column_name from information_schema.columns
                    where table_name = 'event' order by ordinal_position limit 2
                    """)
                .query(String.class)
                .list())
        .containsExactly("transaction_id", "position");
    assertThat(
            log.sql()
                .sql(
                    """
                    select count(*) from event
                    where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(2);
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
    void leavesInItsRowOnlyItsDigestAndTheIdsItIsFoundBy() {
      engine.appendEvents(run(0, LARGE));

      assertThat(log.sql().sql("select payload from event").query(String.class).single())
          .matches(
              "\\{\"\\$blob\":\"sha256:[0-9a-f]{64}\",\"runId\":\"run_1\",\"agentId\":\"%s\"}"
                  .formatted(AGENT));
      assertThat(log.sql().sql("select agent_id from event").query(String.class).single())
          .isEqualTo(AGENT.value());
    }

    @Test
    void isNamedByTheHashOfItsText() {
      engine.appendEvents(run(0, LARGE));

      assertThat(
              log.sql()
                  .sql(
                      """
                      select digest = 'sha256:' || encode(sha256(convert_to(content, 'UTF8')), 'hex')
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
          RUN_REQUESTED.mode(),
          input,
          Map.of(),
          RUN_REQUESTED.limits());
    }
  }

  @Test
  void aCharacterThatPostgresCannotHoldIsKeptInJson() {
    var returned = new RunCodeReturned(RUN, 1, 1, "a\u0000b\\u0000", List.of(), 1);

    engine.appendEvents(run(0, returned));

    assertThat(tracked()).containsExactly(returned);
  }

  @Nested
  class TwoThatWriteAtTheSameTime {

    @Test
    void toOneStreamCollideAndNothingOfTheLoserIsKept() throws Exception {
      engine.appendEvents(agent(0, AGENT_DRAFTED));

      var failure = secondOf(agent(1, AGENT_REVISED), agent(1, AGENT_REVISED));

      assertThat(failure).isInstanceOf(ConcurrencyException.class);
      assertThat(count("event")).isEqualTo(2);
    }

    @Test
    void toBeginOneStreamCollideInTheSameWay() throws Exception {
      var failure = secondOf(agent(0, AGENT_DRAFTED), agent(0, AGENT_DRAFTED));

      assertThat(failure).isInstanceOf(ConcurrencyException.class);
      assertThat(count("event")).isEqualTo(1);
    }

    @Test
    void toDifferentStreamsDoNotCollide() throws Exception {
      var failure = secondOf(agent(0, AGENT_DRAFTED), run(0, RUN_REQUESTED));

      assertThat(failure).isNull();
      assertThat(count("event")).isEqualTo(2);
    }

    /** What the second writer gets when it begins while the first has not committed yet. */
    private Throwable secondOf(DomainEventMessage<?> first, DomainEventMessage<?> second)
        throws Exception {
      var begun = new CountDownLatch(1);
      var transaction = log.transactions().startTransaction();
      engine.appendEvents(first);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var other =
            threads.submit(
                () -> {
                  begun.countDown();
                  engine.appendEvents(second);
                });
        begun.await();
        transaction.commit();
        try {
          other.get();
          return null;
        } catch (ExecutionException failed) {
          return failed.getCause();
        }
      }
    }
  }

  @Test
  void aReaderDoesNotMissAPositionThatIsCommittedLate() throws Exception {
    var late = log.transactions().startTransaction();
    engine.appendEvents(agent(0, AGENT_DRAFTED));
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      others.submit(() -> engine.appendEvents(run(0, RUN_REQUESTED))).get();
      var seen = others.submit(() -> engine.readEvents(null, false).toList()).get();
      assertThat(seen).singleElement().returns(RUN_REQUESTED, EventMessage::getPayload);

      late.commit();

      assertThat(engine.readEvents(seen.getFirst().trackingToken(), false))
          .singleElement()
          .returns(AGENT_DRAFTED, EventMessage::getPayload);
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
