package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPartitionsTest {

  private static final Map<String, String> ENVELOPE =
      Envelope.of("default", "ada", "api-key:key_1").toMetadata();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private PostgresEventLog log;
  private EventStorageEngine engine;
  private LogPartitions partitions;

  @BeforeEach
  void start() {
    log = new PostgresEventLog();
    engine = log.engine();
    partitions = new LogPartitions(log.database(), Period.ofMonths(1));
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void whileOthersWriteNothingIsLostAndNobodyIsRefused() throws Exception {
    var writers = 4;
    var stopped = new AtomicBoolean();
    var written = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Future<Integer>>();
      for (var writer = 0; writer < writers; writer++) {
        var stream = "run_" + writer;
        results.add(threads.submit(() -> writeUntil(stopped, stream, written)));
      }
      // Each time until the head is beyond the bound, so that the next partition is written too.
      for (var rollOver = 1; rollOver <= 2; rollOver++) {
        Awaitility.await().atMost(PATIENCE).until(this::openPartitionIsUsed);
        partitions.rollOver();
        assertThat(tables()).hasSize(rollOver + 1);
      }
      Awaitility.await().atMost(PATIENCE).until(this::openPartitionIsUsed);
      stopped.set(true);
      for (var writer = 0; writer < writers; writer++) {
        var count = results.get(writer).get();
        assertThat(engine.readEvents("run_" + writer).asStream()).hasSize(count);
      }
    }

    assertThat(positions()).hasSize(written.get()).isSorted().doesNotHaveDuplicates();
    assertThat(
            log.sql()
                .sql("select count(*) from pg_constraint where conname = 'event_closing'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private int writeUntil(AtomicBoolean stopped, String stream, AtomicInteger written) {
    var count = 0;
    while (!stopped.get()) {
      var first = count;
      var facts = IntStream.range(first, first + 20).mapToObj(at -> fact(stream, at)).toList();
      engine.appendEvents(facts);
      count += facts.size();
      written.addAndGet(facts.size());
    }
    return count;
  }

  private boolean openPartitionIsUsed() {
    var open = tables().getLast();
    return log.sql().sql("select exists (select from " + open + ")").query(Boolean.class).single();
  }

  @Nested
  class APartitionOnOtherStorage {

    @Test
    void isReadAsBefore(@TempDir Path directory) throws Exception {
      for (var at = 0; at < 5; at++) {
        engine.appendEvents(fact("run_old", at));
      }
      partitions.rollOver();
      beyondTheBound();
      engine.appendEvents(fact("run_old", 5), fact("run_old", 6));
      engine.appendEvents(fact("run_new", 0));
      var before = positions();

      moveToOtherStorage(tables().getFirst(), directory);

      assertThat(positions()).isEqualTo(before);
      assertThat(engine.readEvents("run_old").asStream().map(EventMessage::getPayload)).hasSize(7);
      assertThat(engine.readEvents("run_old", 4).asStream()).hasSize(3);
      assertThat(engine.readEvents(new GlobalSequenceTrackingToken(3), false))
          .hasSize(before.size() - 3);
      engine.appendEvents(fact("run_old", 7));
      assertThat(engine.lastSequenceNumberFor("run_old")).contains(7L);
    }

    /** PostgreSQL may run as another user, who must be let in. */
    private void moveToOtherStorage(String partition, Path directory) throws IOException {
      for (var at = directory;
          !at.equals(at.getRoot()) && at.startsWith("/tmp");
          at = at.getParent()) {
        if (Files.isWritable(at) && !at.toString().equals("/tmp")) {
          Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
      }
      log.sql().sql("create tablespace archive location '%s'".formatted(directory)).update();
      log.sql().sql("alter table %s set tablespace archive".formatted(partition)).update();
    }
  }

  @Test
  void anEmptyPartitionIsNotClosed() {
    partitions.rollOver();

    assertThat(tables()).containsExactly("event_from_0");
  }

  @Test
  void aNewOneIsDueOnlyInAnotherPeriod() {
    engine.appendEvents(fact("run_1", 0));
    partitions.rollOverIfDue();
    assertThat(tables()).hasSize(1);

    log.sql().sql("update event set recorded_at = recorded_at - 32 * 86400000::bigint").update();
    partitions.rollOverIfDue();
    assertThat(tables()).hasSize(2);

    partitions.rollOverIfDue();
    assertThat(tables()).hasSize(2);
  }

  @Test
  void aBoundThatANodeLeftBehindWhenItDiedIsLifted() {
    engine.appendEvents(fact("run_1", 0));
    log.sql()
        .sql(
            """
            alter table event_from_0
            add constraint event_closing check (position >= 0 and position < 2) not valid
            """)
        .update();

    engine.appendEvents(fact("run_1", 1));

    assertThat(engine.readEvents("run_1").asStream()).hasSize(2);
  }

  private void beyondTheBound() {
    log.sql()
        .sql(
            """
            select setval('event_position_seq', substring(:open from '\\d+$')::bigint)
            """)
        .param("open", tables().getLast())
        .query(Long.class)
        .single();
  }

  private List<String> tables() {
    return log.sql()
        .sql(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'event'::regclass
            order by substring(c.relname from '\\d+$')::bigint
            """)
        .query(String.class)
        .list();
  }

  private List<Long> positions() {
    return engine
        .readEvents(null, false)
        .map(event -> event.trackingToken().position().orElseThrow())
        .toList();
  }

  private static GenericDomainEventMessage<DomainEvent> fact(String stream, long sequence) {
    return new GenericDomainEventMessage<>("run", stream, sequence, RUN_REQUESTED, ENVELOPE);
  }
}
