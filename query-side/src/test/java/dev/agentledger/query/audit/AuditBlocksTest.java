package dev.agentledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunCancelRequested;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunResumed;
import dev.agentledger.query.QuerySide;
import dev.agentledger.query.Samples;
import dev.agentledger.query.audit.TrailSearch.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Pages of the trail, over several blocks, beside what a look at every event finds. */
class AuditBlocksTest {

  private static final int EVENTS = 5_000;
  private static final int QUESTIONS = 300;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> TENANTS = List.of("acme", "globex");
  private static final List<String> ACTORS = List.of("ada", "bob", "worker");
  private static final List<String> CONTRACTS =
      List.of("run.requested", "run.cancel-requested", "run.resumed");

  private static final AgentId AGENT = AgentId.fromIdOrSlug("acme", "text-statistics");

  private static final List<Event> LOG = log(new Random(7));

  private static QuerySide side;

  private record Event(
      long position, Instant at, String tenant, String actor, String contract, String stream) {

    boolean passes(EventFilter filter) {
      return tenant.equals(filter.tenant())
          && isNullOr(filter.actor(), actor)
          && isNullOr(filter.contract(), contract)
          && isNullOr(filter.streamId(), stream)
          && (filter.fromPosition() == null || position >= filter.fromPosition())
          && (filter.toPosition() == null || position <= filter.toPosition())
          && (filter.from() == null || !at.isBefore(filter.from()))
          && (filter.to() == null || at.isBefore(filter.to()));
    }

    private static boolean isNullOr(@Nullable String wanted, String own) {
      return wanted == null || wanted.equals(own);
    }
  }

  /** Streams live for a while, many at once, and the clocks of those who record differ. */
  private static List<Event> log(Random random) {
    var begun = new HashSet<Integer>();
    var events = new ArrayList<Event>();
    for (var position = 1; position <= EVENTS; position++) {
      var stream = position / 200 * 10 + random.nextInt(10);
      events.add(
          new Event(
              position,
              BEGIN.plusSeconds(position).plusMillis(random.nextInt(-30_000, 30_000)),
              TENANTS.get(stream % 7 == 0 ? 1 : 0),
              ACTORS.get(random.nextInt(ACTORS.size())),
              CONTRACTS.get(begun.add(stream) ? 0 : random.nextInt(1, CONTRACTS.size())),
              "run-" + stream));
    }
    return List.copyOf(events);
  }

  @BeforeAll
  static void start() {
    side = QuerySide.start();
    for (var event : LOG) {
      side.publishAt(
          event.at(),
          Envelope.of(event.tenant(), event.actor(), "api-key:key_1"),
          "run",
          event.stream(),
          fact(event));
    }
    side.awaitCaughtUp(AuditTrailProjection.NAME);
  }

  private static RunEvent fact(Event event) {
    var run = new RunId(event.stream());
    return switch (CONTRACTS.indexOf(event.contract())) {
      case 0 -> Samples.runRequested(event.stream(), AGENT, Map.of());
      case 1 -> new RunCancelRequested(run, null);
      default -> new RunResumed(run, null);
    };
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  static List<TrailSearch> questions() {
    var random = new Random(11);
    return IntStream.range(0, QUESTIONS).mapToObj(_ -> question(random)).toList();
  }

  private static TrailSearch question(Random random) {
    var first = random.nextInt(EVENTS / 2);
    var from = BEGIN.plusSeconds(random.nextInt(EVENTS / 2));
    var filter =
        new EventFilter(
            TENANTS.get(random.nextInt(TENANTS.size())),
            maybe(random, (long) first),
            maybe(random, (long) first + random.nextInt(4_000)),
            maybe(random, from),
            maybe(random, from.plusSeconds(random.nextInt(4_000))),
            maybe(random, ACTORS.get(random.nextInt(ACTORS.size()))),
            null,
            random.nextInt(8) == 0 ? "run-" + random.nextInt(EVENTS / 20) : null,
            null,
            maybe(random, CONTRACTS.get(random.nextInt(CONTRACTS.size()))));
    return new TrailSearch(
        filter,
        random.nextInt(3) == 0 ? 0 : random.nextInt(EVENTS / 2),
        random.nextInt(2) == 0 ? EVENTS : EVENTS / 4 + random.nextInt(EVENTS / 2),
        1 + random.nextInt(random.nextInt(4) == 0 ? 500 : 20),
        Order.values()[random.nextInt(2)]);
  }

  private static <T> @Nullable T maybe(Random random, T value) {
    return random.nextInt(4) == 0 ? value : null;
  }

  @Test
  void mostQuestionsHaveAnAnswer() {
    assertThat(questions().stream().filter(search -> !everyEventOf(search).isEmpty()))
        .hasSizeGreaterThan(QUESTIONS / 2);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aPageIsWhatALookAtEveryEventFinds(TrailSearch search) {
    var found =
        search
            .positions()
            .read(side.component(DatabaseClient.class), row -> row.get("position", Long.class))
            .collectList()
            .block(QuerySide.PATIENCE);

    assertThat(found).isEqualTo(everyEventOf(search));
  }

  private static List<Long> everyEventOf(TrailSearch search) {
    var order = Comparator.comparing(Event::position);
    return LOG.stream()
        .filter(event -> event.position() > search.after())
        .filter(event -> event.position() <= search.settled())
        .filter(event -> event.passes(search.filter()))
        .sorted(search.order() == Order.OLDEST_FIRST ? order : order.reversed())
        .limit(search.limit())
        .map(Event::position)
        .toList();
  }
}
