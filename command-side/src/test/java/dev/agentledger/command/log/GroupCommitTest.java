package dev.agentledger.command.log;

import static dev.agentledger.events.EventSamples.RUN_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class GroupCommitTest {

  private static final Map<String, String> ENVELOPE =
      Envelope.of("default", "ada", "api-key:key_1").toMetadata();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static PostgresEventLog log;
  private static Facts facts;

  private final Gate gate = new Gate();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private GroupCommit committer;

  @BeforeAll
  static void start() {
    log = new PostgresEventLog();
    facts =
        new Facts(
            ContractSerializer.create(),
            new Dictionary(log.database()),
            new Circumstances(log.database()),
            new Shapes(log.database()));
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.sql().sql("truncate event, stream, blob, snapshot restart identity").update();
    committer = log.committer(gate);
  }

  @AfterEach
  void close() {
    gate.open();
    committer.close();
    callers.close();
  }

  @Nested
  class WhatWaitsWhileAGroupIsWritten {

    @Test
    void isWrittenTogether() throws Exception {
      var waiting = afterTheGate(IntStream.range(0, 50).mapToObj(i -> one("run_" + i, 0)));

      for (var result : waiting) {
        assertThat(result.get()).isPositive();
      }

      assertThat(
              log.sql()
                  .sql("select count(distinct xmin::text) from event where position > 1")
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    }

    @Test
    void isToldInTheOrderOfItsPositions() throws Exception {
      for (var result : afterTheGate(IntStream.range(0, 20).mapToObj(i -> one("run_" + i, 0)))) {
        result.get();
      }

      assertThat(gate.told).extracting(CommittedEvent::position).isSorted().hasSize(21);
      assertThat(gate.told)
          .allSatisfy(
              event ->
                  assertThat(
                          log.sql()
                              .sql("select event_id::text from event where position = :position")
                              .param("position", event.position())
                              .query(String.class)
                              .single())
                      .isEqualTo(event.message().getIdentifier()));
    }

    @Test
    void isRefusedAloneWhenItsStreamIsNotAsItExpects() throws Exception {
      committer.append(one("run_old", 0));

      var results = afterTheGate(Stream.of(one("run_1", 0), one("run_old", 0), one("run_2", 0)));

      assertThat(results.get(0).get()).isPositive();
      assertThat(failureOf(results.get(1)))
          .isInstanceOf(ConcurrencyException.class)
          .hasMessage("The stream run_old is not at version -1 any more");
      assertThat(results.get(2).get()).isPositive();
      assertThat(streams()).containsExactly("run_1", "run_2", "run_gate", "run_old");
    }

    @Test
    void isRefusedWhenAnotherBeforeItSaysTheSame() throws Exception {
      var results = afterTheGate(Stream.of(one("run_1", 0), one("run_1", 0), one("run_2", 0)));

      assertThat(results.get(0).get()).isPositive();
      assertThat(failureOf(results.get(1))).isInstanceOf(ConcurrencyException.class);
      assertThat(results.get(2).get()).isPositive();
    }

    @Test
    void mayGoOnWithAStreamThatTheFirstBegins() throws Exception {
      for (var result : afterTheGate(Stream.of(one("run_1", 0), one("run_1", 1)))) {
        assertThat(result.get()).isPositive();
      }
    }

    @Test
    void isStillWrittenWhenTheCommitterStops() throws Exception {
      var results = afterTheGate(Stream.of(one("run_1", 0), one("run_2", 0)), committer::close);

      assertThat(results).allSatisfy(result -> assertThat(result.get()).isPositive());
      assertThatThrownBy(() -> committer.append(one("run_3", 0)))
          .isInstanceOf(LogUnavailable.class)
          .hasMessage("The log is closed");
    }

    @Test
    void isNotMoreThanTheQueueHolds() throws Exception {
      var small =
          log.committer(
              log.database(),
              new AppendQueue.Limits(1, 1_000, 1, 1_000, Duration.ZERO, Duration.ZERO),
              gate);
      gate.close();
      var first = callers.submit(() -> small.append(one("run_1", 0)));
      gate.awaitSomebody();
      var second = submit(small, one("run_2", 0));

      assertThatThrownBy(() -> small.append(one("run_3", 0)))
          .isInstanceOf(LogUnavailable.class)
          .hasMessage("Too much waits to be recorded");

      gate.open();
      assertThat(first.get()).isPositive();
      assertThat(second.get()).isPositive();
    }
  }

  @Nested
  class AnAppendOverSeveralStreams {

    @Test
    void isRecordedWhole() {
      committer.append(of(fact("run_1", 0), fact("run_2", 0), fact("run_1", 1)));

      assertThat(
              log.sql()
                  .sql("select stream_id || sequence from event_with_payload order by position")
                  .query(String.class)
                  .list())
          .containsExactly("run_10", "run_20", "run_11");
    }

    @Test
    void isRefusedWholeWhenOneOfThemIsNotAsItExpects() {
      committer.append(one("run_2", 0));

      assertThatThrownBy(
              () -> committer.append(of(fact("run_1", 0), fact("run_2", 0), fact("run_3", 0))))
          .isInstanceOf(ConcurrencyException.class);

      assertThat(streams()).containsExactly("run_2");
      assertThat(committer.append(of(fact("run_1", 0), fact("run_2", 1)))).isPositive();
    }
  }

  @Nested
  class AnotherNode {

    @Test
    void thatBeginsTheSameStreamFirstWins() throws Exception {
      try (var other = transaction()) {
        execute(
            other,
            """
            insert into stream (id, type, tenant, version, first_position)
            values ('run_1', 1, 'default', 0, 1)
            """);
        var result = callers.submit(() -> committer.append(one("run_1", 0)));
        awaitBlocked();

        other.commit();

        assertThat(failureOf(result)).isInstanceOf(ConcurrencyException.class);
        assertThat(events()).isZero();
      }
    }

    @Test
    void thatHoldsTheSameStreamsInAnotherOrderCostsNobodyACommand() throws Exception {
      committer.append(one("run_1", 0));
      committer.append(one("run_2", 0));
      try (var other = transaction()) {
        execute(other, "update stream set tenant = tenant where id = 'run_2'");
        var results = afterTheGate(Stream.of(one("run_1", 1), one("run_2", 1)));
        awaitBlocked();

        try {
          execute(other, "update stream set tenant = tenant where id = 'run_1'");
          other.commit();
        } catch (SQLException deadlock) {
          assertThat(deadlock.getSQLState()).isEqualTo("40P01");
          other.rollback();
        }

        for (var result : results) {
          assertThat(result.get()).isPositive();
        }
      }
    }
  }

  @Nested
  class WithoutADatabase {

    @Test
    void nothingIsRecordedAndTheCommandCanBeRepeated() {
      var away = new Away();
      var lonely = log.committer(away, AppendQueue.Limits.DEFAULT);

      assertThatThrownBy(() -> lonely.append(one("run_1", 0)))
          .isInstanceOf(LogUnavailable.class)
          .hasMessageStartingWith("The database cannot be reached");

      away.back = true;
      assertThat(lonely.append(one("run_1", 0))).isPositive();
    }

    @Test
    void inTheMiddleItIsInDoubtWhetherAnythingIsRecordedAndTheNextFindsItAgain() throws Exception {
      committer.append(one("run_1", 0));
      try (var other = transaction()) {
        execute(other, "update stream set tenant = tenant where id = 'run_1'");
        var result = callers.submit(() -> committer.append(one("run_1", 1)));
        awaitBlocked();

        log.sql()
            .sql(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%insert into event%' and pid <> pg_backend_pid()
                """)
            .query(Boolean.class)
            .list();

        assertThat(failureOf(result)).isInstanceOf(LogInDoubt.class);
      }
      assertThat(committer.append(one("run_1", 1))).isPositive();
      assertThat(events()).isEqualTo(2);
    }

    private static final class Away extends AbstractDataSource {

      private volatile boolean back;

      @Override
      public Connection getConnection() throws SQLException {
        if (back) {
          return log.database().getConnection();
        }
        throw new SQLException("refused", "08001");
      }

      @Override
      public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
      }
    }
  }

  @Test
  void aFactThatTheDatabaseDoesNotTakeHarmsNobodyElse() throws Exception {
    var results = afterTheGate(Stream.of(one("run_1", 0), one("run_\0", 0), one("run_2", 0)));

    assertThat(results.get(0).get()).isPositive();
    assertThat(failureOf(results.get(1))).hasMessage("The facts cannot be stored");
    assertThat(results.get(2).get()).isPositive();
  }

  @Test
  void aListenerThatFailsFailsNobodyElse() {
    var failing =
        log.committer(
            _ -> {
              throw new IllegalStateException("cannot listen");
            });

    assertThat(failing.append(one("run_1", 0))).isEqualTo(1);
    assertThat(failing.append(one("run_1", 1))).isEqualTo(2);
  }

  private List<Future<Long>> afterTheGate(Stream<Append> appends) throws Exception {
    return afterTheGate(appends, () -> {});
  }

  /** Lets them wait in this order while the committer is still busy with a first one. */
  private List<Future<Long>> afterTheGate(Stream<Append> appends, Runnable meanwhile)
      throws Exception {
    gate.close();
    var first = callers.submit(() -> committer.append(one("run_gate", 0)));
    gate.awaitSomebody();
    var waiting = new ArrayList<Future<Long>>();
    for (var append : appends.toList()) {
      waiting.add(submit(committer, append));
    }
    callers.submit(meanwhile);
    gate.open();
    assertThat(first.get()).isPositive();
    return waiting;
  }

  private Future<Long> submit(GroupCommit to, Append append) {
    var before = to.waiting();
    var result = callers.submit(() -> to.append(append));
    Awaitility.await().atMost(PATIENCE).until(() -> to.waiting() > before);
    return result;
  }

  private static @Nullable Throwable failureOf(Future<Long> result) throws Exception {
    try {
      result.get();
      return null;
    } catch (ExecutionException failed) {
      return failed.getCause();
    }
  }

  private static void awaitBlocked() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                log.sql()
                    .sql(
                        """
                        select exists (select from pg_stat_activity
                          where wait_event_type = 'Lock' and query like '%insert into event%' and pid <> pg_backend_pid())
                        """)
                    .query(Boolean.class)
                    .single());
  }

  private static Connection transaction() throws SQLException {
    var connection = log.database().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> streams() {
    return log.sql().sql("select id from stream order by id").query(String.class).list();
  }

  private static long events() {
    return log.sql().sql("select count(*) from event").query(Long.class).single();
  }

  private static Append one(String stream, long sequence) {
    return of(fact(stream, sequence));
  }

  private static Append of(EventMessage<?>... events) {
    return facts.of(List.of(events));
  }

  private static GenericDomainEventMessage<DomainEvent> fact(String stream, long sequence) {
    return new GenericDomainEventMessage<>(
        "run", stream, sequence, sequence == 0 ? RUN_REQUESTED : RUN_COMPLETED, ENVELOPE);
  }

  /** Holds the committer after a commit, so that others have to wait. */
  private static final class Gate implements CommitListener {

    private final List<CommittedEvent> told = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch opened = new CountDownLatch(0);
    private volatile CountDownLatch reached = new CountDownLatch(1);

    @Override
    public void committed(List<CommittedEvent> events) {
      told.addAll(events);
      reached.countDown();
      try {
        opened.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void close() {
      opened = new CountDownLatch(1);
      reached = new CountDownLatch(1);
    }

    void awaitSomebody() throws InterruptedException {
      reached.await();
    }

    void open() {
      opened.countDown();
    }
  }
}
