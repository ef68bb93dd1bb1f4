package dev.agentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.events.DomainEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class PositionBoardTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Unreachable database = new Unreachable();
  private final PositionBoard board =
      new PositionBoard(new Segments(database, new ProjectionOwner("here")), List.of(new Steps()));

  /** A database that only says how often it was asked. */
  private static final class Unreachable extends AbstractDataSource {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      asked.incrementAndGet();
      throw new SQLTransientConnectionException("There is no database", "08001");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  private static final class Steps implements Projection {

    @Override
    public String name() {
      return "steps";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public List<String> tables() {
      return List.of();
    }

    @Override
    public Set<Class<? extends DomainEvent>> families() {
      return Set.of();
    }

    @Override
    public void apply(List<ProjectedEvent> batch, ProjectionSession session) {}
  }

  private static List<Segment> segments(int generation) {
    return IntStream.range(0, 2).mapToObj(it -> new Segment("steps", generation, it, 2)).toList();
  }

  private void writeHere(int generation, long position) {
    segments(generation).forEach(segment -> board.reached(segment, position));
  }

  private CompletableFuture<Boolean> shown(long position) {
    return board.await("steps", position, LONG);
  }

  @Test
  void whatIsWrittenHereIsKnownWithoutAsking() {
    writeHere(1, 7);

    assertThat(shown(7).join()).isTrue();
    var later = shown(8);
    assertThat(later).isNotDone();
    board.reached(segments(1).getFirst(), 8);
    assertThat(later).isNotDone();
    board.reached(segments(1).getLast(), 9);

    assertThat(later.join()).isTrue();
    assertThat(database.asked).hasValue(0);
  }

  @Test
  void whileSomebodyWaitsWhoeverWritesLooksHowFarTheLogHasCome() {
    var head = new AtomicLong(7);
    segments(1)
        .forEach(
            segment -> board.writesFromNowOn(segment, 7, () -> board.reached(segment, head.get())));

    var later = shown(8);
    head.set(8);

    assertThat(later.join()).isTrue();
    assertThat(database.asked).hasValue(0);
  }

  @Test
  void anOlderGenerationThatIsReadAgainIsKnownWithoutAskingToo() {
    writeHere(1, 7);
    segments(1).forEach(board::left);
    writeHere(2, 8);

    // When the one before is read again
    segments(2).forEach(board::left);
    writeHere(1, 8);

    var later = shown(9);
    writeHere(1, 9);
    assertThat(later.join()).isTrue();
    assertThat(database.asked).hasValue(0);
  }

  @Test
  void whatIsWrittenIsCountedWhereAllOfItIsWrittenHere() {
    assertThat(board.lastWriting("steps")).isEmpty();
    board.reached(segments(1).getFirst(), 7);
    assertThat(board.lastWriting("steps")).isEmpty();
    board.reached(segments(1).getLast(), 7);
    var before = board.lastWriting("steps");
    assertThat(before).isPresent();

    // What passes by changes nothing
    writeHere(1, 8);
    assertThat(board.lastWriting("steps")).isEqualTo(before);

    board.writes(segments(1).getLast());
    assertThat(board.lastWriting("steps")).isEmpty();
    board.reached(segments(1).getLast(), 9);
    assertThat(board.lastWriting("steps")).isPresent().isNotEqualTo(before);
  }

  @Test
  void whatAnotherMayHaveWrittenMeanwhileCountsAsWritten() {
    writeHere(1, 7);
    var before = board.lastWriting("steps");

    board.left(segments(1).getLast());
    assertThat(board.lastWriting("steps")).isEmpty();
    writeHere(1, 8);
    var again = board.lastWriting("steps");
    assertThat(again).isPresent().isNotEqualTo(before);

    writeHere(2, 8);
    assertThat(board.lastWriting("steps")).isPresent().isNotEqualTo(again);
  }
}
