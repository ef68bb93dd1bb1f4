package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What payloads have in common is kept once, and nobody who reads them notices. */
class ShapesTest {

  private static PostgresEventLog log;

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
    log.forget();
    log.sql().sql("truncate shape").update();
  }

  @Test
  void whatComesOftenIsKeptWithoutItsShape() {
    var recorded = record(log.engine(), Shapes.OFTEN + 1);

    assertThat(rows("shape is null")).isEqualTo(Shapes.OFTEN - 1L);
    assertThat(rows("shape is not null and payload not like '%runId%'::bytea")).isEqualTo(2);
    assertThat(payloadsIn(log.engine())).isEqualTo(recorded);
    assertThat(payloadsInTheView()).isEqualTo(recorded.stream().map(ShapesTest::json).toList());
  }

  @Test
  void aStreamIsReadBackWithAndWithoutShapes() {
    var engine = log.engine();
    var recorded = new ArrayList<RunCodeReturned>();
    for (var sequence = 0; sequence < 2 * Shapes.OFTEN; sequence++) {
      var event = returned("run_1", sequence);
      engine.appendEvents(message("run_1", sequence, event));
      recorded.add(event);
    }

    assertThat(log.engine().readEvents("run_1").asStream().<Object>map(EventMessage::getPayload))
        .containsExactlyElementsOf(recorded);
  }

  @Test
  void anotherNodeUsesWhatOneHasLearnedAtOnce() {
    record(log.engine(), Shapes.OFTEN);
    var before = rows("shape is not null");

    record(log.engine(), 1);

    assertThat(rows("shape is not null")).isEqualTo(before + 1);
    assertThat(log.sql().sql("select count(*) from shape").query(Long.class).single()).isOne();
  }

  @Test
  void aReaderMeetsShapesThatItHasNotSeen() {
    var reader = log.engine();
    assertThat(payloadsIn(reader)).isEmpty();

    var recorded = record(log.engine(), Shapes.OFTEN + 1);

    assertThat(payloadsIn(reader)).isEqualTo(recorded);
  }

  @Test
  void namesThatSomebodyChoseForOnePayloadAreNoShape() {
    var engine = log.engine();
    for (var run = 0; run < 2 * Shapes.OFTEN; run++) {
      var id = "run_" + run;
      var own = new RunCodeReturned(new RunId(id), 1, 1, Map.of("own" + run, 1), List.of(), 1);
      engine.appendEvents(message(id, 0, own));
    }

    assertThat(rows("shape is not null")).isZero();
    assertThat(log.sql().sql("select count(*) from shape").query(Long.class).single()).isZero();
  }

  @Test
  void nodesThatLearnOneAtTheSameTimeAllCallItTheSame() {
    var nodes = IntStream.range(0, 8).mapToObj(_ -> new Shapes(log.database())).toList();

    var numbers =
        nodes.stream()
            .map(
                node ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          var last = StoredPayload.asIs(new byte[0]);
                          for (var times = 0; times < Shapes.OFTEN; times++) {
                            last = node.shaped("{\"n\":1}".getBytes(UTF_8), "run_1");
                          }
                          return last.shape();
                        }))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();

    assertThat(numbers).hasSize(1).doesNotContainNull();
  }

  private static List<RunCodeReturned> record(EventStorageEngine engine, int runs) {
    var recorded = new ArrayList<RunCodeReturned>();
    for (var run = 0; run < runs; run++) {
      var id = "run_" + System.identityHashCode(engine) + "_" + run;
      var event = returned(id, run);
      engine.appendEvents(message(id, 0, event));
      recorded.add(event);
    }
    return recorded;
  }

  private static RunCodeReturned returned(String run, int step) {
    return new RunCodeReturned(
        new RunId(run), step, 1, Map.of("text", "line\none \\ \"two\" é"), List.of(), 17);
  }

  private static DomainEventMessage<?> message(String stream, long sequence, Object event) {
    return new GenericDomainEventMessage<>(
        "run",
        stream,
        sequence,
        event,
        Envelope.of("default", "ada", "api-key:key_1").toMetadata());
  }

  private static List<Object> payloadsIn(EventStorageEngine engine) {
    return engine.readEvents(null, false).<Object>map(EventMessage::getPayload).toList();
  }

  private static List<String> payloadsInTheView() {
    return log.sql()
        .sql("select payload from event_with_payload order by position")
        .query(String.class)
        .list();
  }

  private static long rows(String condition) {
    return log.sql()
        .sql("select count(*) from event where " + condition)
        .query(Long.class)
        .single();
  }

  private static String json(Object event) {
    return ContractSerializer.create().serialize(event, String.class).getData();
  }
}
