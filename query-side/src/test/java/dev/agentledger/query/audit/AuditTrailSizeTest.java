package dev.agentledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.query.Documents;
import dev.agentledger.query.QuerySide;
import dev.agentledger.query.Selection;
import dev.agentledger.query.audit.TrailSearch.Order;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** What a page of the trail costs must not grow with the log. */
class AuditTrailSizeTest {

  private static final int EVENTS = 200_000;
  private static final int PAGE = 51;

  /** A few pages: what is found, what is looked up and what a bound lets through. */
  private static final long MOST_ROWS = 1_000;

  private static QuerySide side;

  /** A large project, and a small one of which there is an event in every thousand. */
  @BeforeAll
  static void aLongLog() {
    side = QuerySide.start();
    side.stopProjecting();
    side.jdbc()
        .sql(
            """
            insert into audit_trail_g1.audit_trail
            select n >> 10, tenant, actor, 7, stream, null, agent, min(at),
                   array_agg(n order by n), array_agg(at order by n)
            from generate_series(1, :events) n
            cross join lateral (
              select timestamptz '2026-01-01 00:00Z' + n * interval '1 second' as at,
                     case n % 1000 when 500 then :small else :large end as tenant,
                     n % 3 as actor, md5((n / 20)::text)::uuid as stream,
                     case n % 20 when 0 then n % 7 end as agent) event
            group by n >> 10, tenant, actor, stream, agent
            """)
        .param("small", TrailKeys.of("small"))
        .param("large", TrailKeys.of("large"))
        .param("events", EVENTS)
        .update();
    side.jdbc().sql("analyze audit_trail_g1.audit_trail").update();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static Instant recorded(int position) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position);
  }

  record Question(String what, EventFilter filter, long after) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static EventFilter of(String tenant) {
    return new EventFilter(tenant, null, null, null, null, null, null, null, null, null);
  }

  private static EventFilter between(String tenant, Instant from, Instant to) {
    return new EventFilter(tenant, null, null, from, to, null, null, null, null, null);
  }

  static List<Question> questions() {
    return List.of(
        new Question("a small project", of("small"), 0),
        new Question("a small project, from its middle", of("small"), EVENTS / 2),
        new Question("a large project, near the end", of("large"), EVENTS - 100),
        new Question("a large project, lately", between("large", recorded(EVENTS - 600), null), 0),
        new Question(
            "a large project, an hour ago",
            between("large", recorded(EVENTS - 3_600), recorded(EVENTS - 3_500)),
            0),
        new Question(
            "a small project, lately", between("small", recorded(EVENTS - 9_000), null), 0),
        new Question(
            "a large project, before all",
            between("large", recorded(-9_000), recorded(-8_000)),
            0));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aPageIsFoundWithoutLookingThroughTheRest(Question question) {
    var explained =
        Selection.of(
                "explain (analyze, timing off, format json) %s",
                new TrailSearch(
                        question.filter(), question.after(), EVENTS, PAGE, Order.OLDEST_FIRST)
                    .positions())
            .read(side.component(DatabaseClient.class), row -> row.get(0, String.class))
            .blockFirst(QuerySide.PATIENCE);

    var plan = Documents.tree(explained).path(0).path("Plan");

    assertThat(rowsTouched(plan)).as(plan.toPrettyString()).isLessThan(MOST_ROWS);
  }

  /** What scans brought or threw away. */
  private static long rowsTouched(JsonNode plan) {
    var own =
        plan.has("Relation Name")
            ? plan.path("Actual Loops").asLong()
                * (plan.path("Actual Rows").asLong()
                    + plan.path("Rows Removed by Filter").asLong()
                    + plan.path("Rows Removed by Index Recheck").asLong())
            : 0;
    for (var part : plan.path("Plans")) {
      own += rowsTouched(part);
    }
    return own;
  }
}
