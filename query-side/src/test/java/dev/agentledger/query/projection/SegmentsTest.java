package dev.agentledger.query.projection;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentledger.api.projection.ProjectionOwner;
import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.Role;
import dev.agentledger.query.QuerySide;
import dev.agentledger.query.projection.Generation.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentsTest {

  private static final String KEYS = "api-keys";

  private QuerySide side;
  private Segments here;
  private Segments there;
  private Projection keys;
  private Generation generation;

  @BeforeEach
  void aNodeThatProjects() throws SQLException {
    side = QuerySide.start();
    here = side.component(Segments.class);
    there = new Segments(side.dataSource(), new ProjectionOwner("there"));
    keys =
        projections().stream()
            .filter(projection -> projection.name().equals(KEYS))
            .findFirst()
            .orElseThrow();
    generation = side.component(Generations.class).active(KEYS).orElseThrow();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  private Collection<Projection> projections() {
    return side.components(Projection.class);
  }

  private static KeyIssued issued(String id) {
    return new KeyIssued(new KeyId(id), id, "ada", ACME, List.of(Role.VIEWER), null);
  }

  private void publish(String id) {
    side.publish(ADA, "key", id, issued(id));
  }

  private long head() {
    return side.jdbc().sql("select max(position) from event").query(Long.class).single();
  }

  private ProjectedEvent event(Segment segment, long position) {
    var id =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "key_" + i)
            .filter(segment::owns)
            .findFirst()
            .orElseThrow();
    return new ProjectedEvent(
        position,
        new GenericDomainEventMessage<>(
            "key", id, 0, issued(id), ADA.toMetadata(), "event", Instant.EPOCH));
  }

  @Test
  void everyStreamIsInOneSegment() {
    for (var i = 0; i < 1_000; i++) {
      var id = "run_" + i;
      assertThat(IntStream.range(0, 2).filter(part -> generation.segment(part).owns(id)).count())
          .isEqualTo(1);
    }
  }

  @Test
  void aProjectionThatNothingConcernsComesAsFarAsTheOthers() {
    publish("key_1");

    side.awaitCaughtUp("runs");
    var positions = side.component(ProjectionPositions.class);

    assertThat(positions.await("runs", head() + 1, Duration.ofMillis(20)).join()).isFalse();
    assertThatThrownBy(() -> positions.await("walks", 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no projection walks");
  }

  @Test
  void anotherNodeLearnsHowFarThisOneIs() {
    publish("key_1");
    var board = new PositionBoard(there, List.copyOf(projections()));

    assertThat(board.await(KEYS, head(), QuerySide.PATIENCE).join()).isTrue();
    assertThat(board.await("runs", head(), QuerySide.PATIENCE).join()).isTrue();
  }

  @Test
  void aSegmentIsTakenOverWhenItsLeaseEndsAndItsFormerHolderCanWriteNothing() throws SQLException {
    side.stopProjecting();
    var segment = generation.segment(0);
    var mine = Objects.requireNonNull(here.claim(segment, State.ACTIVE));
    assertThat(there.claim(segment, State.ACTIVE)).isNull();
    side.jdbc().sql("update projection_segment set lease_until = now() - interval '1 s'").update();

    var theirs = Objects.requireNonNull(there.claim(segment, State.ACTIVE));

    var late = new SegmentWriter(side.dataSource(), here, keys, generation, mine, null);
    assertThatThrownBy(() -> late.write(List.of(event(segment, 7)), 7))
        .isInstanceOf(LeaseLost.class);
    assertThat(side.jdbc().sql("select count(*) from api_key").query(Long.class).single()).isZero();
    var writer = new SegmentWriter(side.dataSource(), there, keys, generation, theirs, null);
    writer.write(List.of(event(segment, 7)), 7);
    assertThat(side.jdbc().sql("select count(*) from api_key").query(Long.class).single())
        .isEqualTo(1);
    assertThat(theirs.reached()).isEqualTo(7);
  }

  @Test
  void whatAHolderOnlyPassedIsStoredWithTheExtensionOfItsLease() throws SQLException {
    side.stopProjecting();
    var lease = Objects.requireNonNull(there.claim(generation.segment(1), State.ACTIVE));
    lease.pass(12);

    there.keep();

    assertThat(there.active(KEYS))
        .extracting(Segments.Standing::segment, Segments.Standing::position)
        .contains(tuple(1, 12L));
    there.release(lease);
    assertThat(here.claim(generation.segment(1), State.ACTIVE)).isNotNull();
  }
}
