package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.REVISED_VERSION;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.events.run.RunRequested;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

/** The log takes less room than what it is given to keep. */
class LeanRowsTest {

  private static final int RUNS = 1_500;
  private static final double MOST_FOR_A_BYTE = 0.9;
  private static final ContractSerializer JSON = ContractSerializer.create();

  @Test
  void tablesAndIndexesTakeLessThanTheJsonAlone() {
    try (var log = new PostgresEventLog()) {
      var engine = log.engine();
      var given = 0L;
      for (var run = 0; run < RUNS; run++) {
        for (var event : run()) {
          engine.appendEvents(event);
          given += json(event).length();
        }
      }

      assertThat(
              log.sql()
                      .sql(
                          """
                          select sum(pg_total_relation_size(inhrelid))
                                   + pg_total_relation_size('stream')
                          from pg_inherits where inhparent = 'event'::regclass
                          """)
                      .query(Long.class)
                      .single()
                  / (double) given)
          .isLessThan(MOST_FOR_A_BYTE);
    }
  }

  private static List<DomainEventMessage<?>> run() {
    var run = new RunId("run_" + id().replace("-", ""));
    var facts =
        List.<DomainEvent>of(
            new RunRequested(
                run,
                AGENT,
                RUN_REQUESTED.agentSlug(),
                REVISED_VERSION.ref(),
                RunPlan.OF_CODE,
                RunMode.PRODUCTION,
                Map.of("text", "The quick brown fox jumps over the lazy dog", "language", "en"),
                Map.of("team", "docs"),
                RUN_REQUESTED.limits(),
                null,
                null,
                null,
                null,
                null),
            new RunCodeInvoked(run, 1, 1, null),
            new RunCodeReturned(
                run,
                1,
                1,
                Map.of("words", 9, "characters", 43, "language", "en"),
                List.of(new LogLine("info", "counting the words of the text")),
                17),
            new RunCompleted(
                run, Outcome.FINISH, Map.of("words", 9, "characters", 43, "language", "en")));
    return IntStream.range(0, facts.size())
        .<DomainEventMessage<?>>mapToObj(
            sequence ->
                new GenericDomainEventMessage<>(
                    "run", run.value(), sequence, facts.get(sequence), envelope().toMetadata()))
        .toList();
  }

  private static Envelope envelope() {
    return new Envelope(
        "default",
        "system:run-worker",
        "internal",
        "ada",
        id(),
        "cor_" + id().replace("-", ""),
        id(),
        "00-%s-%s-01".formatted(id().replace("-", ""), id().substring(19).replace("-", "")));
  }

  private static String json(DomainEventMessage<?> event) {
    return event.serializePayload(JSON, String.class).getData()
        + JSON.serialize(MetaData.from(event.getMetaData()), String.class).getData();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
