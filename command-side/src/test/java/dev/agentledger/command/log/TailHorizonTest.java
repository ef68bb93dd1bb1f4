package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class TailHorizonTest {

  private static PostgresEventLog log;
  private Tail tail;

  @BeforeAll
  static void startDatabase() throws SQLException {
    log = new PostgresEventLog();
    WritingTransaction.prepare(log.database());
  }

  @AfterAll
  static void stopDatabase() {
    log.close();
  }

  @BeforeEach
  void start() {
    log.sql().sql("truncate event restart identity").update();
    tail = log.tail(Tail.Settings.DEFAULT);
    assertThat(tail.settled()).isZero();
  }

  @AfterEach
  void stop() {
    tail.close();
  }

  private static WritingTransaction begin() throws SQLException {
    return WritingTransaction.begin(log.database());
  }

  /** One for each look would soon be all that there are: nodes look at each gap of another's. */
  @Test
  void whoLooksAtTheEndKeepsNoConnection() throws SQLException {
    var used = new ArrayList<Connection>();
    var end =
        new LogEnd(
            new DelegatingDataSource(log.database()) {
              @Override
              public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                used.add(connection);
                return connection;
              }
            });

    assertThat(end.writers()).isEmpty();
    assertThat(end.head()).isZero();
    assertThat(end.isRecorded(1)).isFalse();

    assertThat(used).hasSize(3);
    for (var connection : used) {
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void anEventThatMayStillCommitHoldsLaterOnesBack() throws SQLException {
    try (var slow = begin();
        var fast = begin()) {
      var earlier = slow.append();
      var later = fast.append();
      fast.commit();

      assertThat(tail.settled()).isLessThan(earlier);

      slow.commit();
      assertThat(tail.settled()).isEqualTo(later);
    }
  }

  @Test
  void whatIsUnbrokenBelowAGapIsSettled() throws SQLException {
    try (var first = begin();
        var slow = begin();
        var fast = begin()) {
      var unbroken = first.append();
      first.commit();
      slow.append();
      fast.append();
      fast.commit();

      assertThat(tail.settled()).isEqualTo(unbroken);
    }
  }

  @Test
  void aHolderWithTheHighestIdOfAllHoldsLaterOnesBackToo() throws SQLException {
    try (var fast = begin().takeId();
        var slow = begin().takeId()) {
      var earlier = slow.append();
      var later = fast.append();
      fast.commit();

      assertThat(tail.settled()).isLessThan(earlier);
      assertThat(tail.settled()).isLessThan(earlier);

      slow.commit();
      assertThat(tail.settled()).isEqualTo(later);
    }
  }

  @Test
  void aRolledBackPositionHoldsNothingBack() throws SQLException {
    try (var failing = begin();
        var fast = begin()) {
      failing.append();
      var later = fast.append();
      fast.commit();
      assertThat(tail.settled()).isZero();

      failing.rollback();

      assertThat(tail.settled()).isEqualTo(later);
    }
  }

  @Test
  void aLongTransactionThatWritesNoEventsHoldsNothingBackNotEvenAtAGap() throws SQLException {
    try (var unrelated = begin().takeId();
        var failing = begin();
        var fast = begin()) {
      failing.append();
      var position = fast.append();
      fast.commit();
      failing.rollback();

      assertThat(tail.settled()).isEqualTo(position);
      assertThat(unrelated).isNotNull();
    }
  }

  @Test
  void whoWritesBehindAGapDoesNotHoldBackWhatWasDrawnBeforeIt() throws SQLException {
    try (var failing = begin();
        var fast = begin();
        var next = begin()) {
      failing.append();
      var position = fast.append();
      fast.commit();
      assertThat(tail.settled()).isZero();
      next.append();
      failing.rollback();

      assertThat(tail.settled()).isEqualTo(position);
    }
  }

  @Test
  void atTheStartOnlyWhatCannotChangeAnyMoreIsKnown() throws SQLException {
    try (var slow = begin();
        var fast = begin()) {
      slow.append();
      var later = fast.append();
      fast.commit();
      try (var beginning = log.tail(Tail.Settings.DEFAULT);
          var stream = beginning.after(0)) {
        assertThat(stream.hasNextAvailable()).isFalse();

        slow.commit();

        assertThat(beginning.settled()).isEqualTo(later);
        assertThat(stream.hasNextAvailable()).isTrue();
      }
    }
  }
}
