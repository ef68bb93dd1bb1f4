package dev.agentledger.query;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.activated;
import static dev.agentledger.query.Samples.definition;
import static dev.agentledger.query.Samples.drafted;
import static dev.agentledger.query.Samples.promotionApproved;
import static dev.agentledger.query.Samples.promotionRequested;
import static dev.agentledger.query.Samples.revised;
import static dev.agentledger.query.Samples.runRequested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import dev.agentledger.events.price.PriceBook;
import dev.agentledger.events.price.PriceBookAdopted;
import dev.agentledger.events.price.PriceBookAmended;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProjectionRecoveryTest {

  private static final AgentId AGENT = AgentId.of(ACME, "recovered");
  private static final List<String> GROUPS =
      List.of(
          "agent-directory",
          "approval-queue",
          "promotion-policy",
          "api-keys",
          "runs",
          "price-book",
          "budgets",
          "audit-trail");
  private static final List<String> TABLES =
      List.of(
          "agent",
          "agent_version",
          "approval",
          "promotion_policy",
          "api_key",
          "run",
          "price_book",
          "budget_book",
          "audit_trail",
          "audit_approval");

  private static void publishAStory(QuerySide side) {
    var first = AgentVersion.of(1, definition("recovered", "a")).ref();
    side.publish(
        ADA,
        "agent",
        AGENT.value(),
        drafted(definition("recovered", "a")),
        promotionRequested(AGENT, "p1", first),
        promotionApproved(AGENT, "p1"),
        activated(AGENT, "p1", first, null),
        revised(2, definition("recovered", "b")));
    var approval = new ApprovalId("apr_1");
    side.publish(
        ADA,
        "approval",
        approval.value(),
        new ApprovalRequested(
            approval,
            new ApprovalSubject(
                ApprovalSubject.Kind.AGENT_PROMOTION, AGENT.value(), "p1", "x", "sha256:0", 1),
            null,
            "Promote",
            List.of(),
            "ada",
            List.of("ada"),
            PromotionPolicy.DEFAULT.approval(),
            Instant.parse("2026-01-15T12:00:00Z")),
        new ApprovalGranted(approval, "grace", null, null));
    var policy = PolicyId.ofPromotion(ACME);
    side.publish(
        ADA,
        "policy",
        policy.value(),
        new PromotionPolicyAdopted(policy, 1, PromotionPolicy.DEFAULT),
        new PromotionPolicyAmended(policy, 2, PromotionPolicy.DEFAULT, "again"));
    var key = new KeyId("key_1");
    side.publish(
        ADA,
        "key",
        key.value(),
        new KeyIssued(key, "Laptop", "ada", ACME, List.of(Role.ADMIN), null),
        new KeyRevoked(key));
    var run = new RunId("run_1");
    side.publish(
        ADA,
        "run",
        run.value(),
        runRequested(run.value(), AGENT, Map.of("team", "docs")),
        new RunCodeInvoked(run, 1, 1, null),
        new RunCompleted(run, Outcome.FINISH, "done"));
    var prices = PriceBookId.of(ACME);
    side.publish(
        ADA,
        "price",
        prices.value(),
        new PriceBookAdopted(prices, 1, PriceBook.DEFAULT, null),
        new PriceBookAmended(prices, 2, PriceBook.DEFAULT, "again"));
    var budgets = BudgetBookId.of(ACME);
    var today = List.of(new BudgetCharge("daily", "2026-01-15"));
    side.publish(
        ADA,
        "budget",
        budgets.value(),
        new BudgetSet(
            budgets,
            new Budget("daily", BudgetScope.WHOLE_PROJECT, BudgetWindow.DAY, 10, AtCap.FAIL),
            null),
        new BudgetReserved(
            budgets, "r1", run, AGENT, "ada", 5, today, Instant.parse("2026-01-15T12:00:00Z")),
        new BudgetSettled(budgets, "r1", run, 5, 8, false, today),
        new BudgetAlerted(budgets, "daily", "2026-01-15", 80, 8, 10));
    GROUPS.forEach(side::awaitCaughtUp);
  }

  private static List<List<Map<String, Object>>> rows(QuerySide side) {
    return TABLES.stream()
        .map(
            table ->
                side.jdbc()
                    .sql("select to_jsonb(t)::text as row from %s t order by 1".formatted(table))
                    .query()
                    .listOfRows())
        .toList();
  }

  @Test
  void projectingAnewLeavesExactlyWhatWasThere() {
    try (var side = QuerySide.start()) {
      publishAStory(side);
      var live = rows(side);
      assertThat(live).allMatch(table -> !table.isEmpty());
      side.jdbc().sql("update agent set view = 'broken', status = 'ARCHIVED'").update();

      side.projectAnew();
      GROUPS.forEach(side::awaitCaughtUp);

      assertThat(rows(side)).isEqualTo(live);
    }
  }

  @Test
  void eventsThatAreDeliveredAgainChangeNothing() {
    try (var side = QuerySide.start()) {
      publishAStory(side);
      var once = rows(side);
      side.stopProjecting();
      side.jdbc().sql("update projection_segment set position = 0").update();

      side.startProjecting();
      GROUPS.forEach(side::awaitCaughtUp);

      assertThat(rows(side)).isEqualTo(once);
    }
  }

  @Test
  void aFailureBetweenRowAndPositionLeavesNeitherAndTellsNobody() {
    try (var side = QuerySide.start()) {
      var told = new CopyOnWriteArrayList<AgentView>();
      var waiting =
          side.queries()
              .subscriptionQuery(
                  new FindAgent(ACME, AGENT),
                  instanceOf(AgentView.class),
                  instanceOf(AgentView.class));
      waiting.updates().subscribe(told::add);
      side.jdbc().sql("create sequence failures").update();
      side.jdbc()
          .sql(
              """
              create function fail() returns trigger language plpgsql as $$
              begin
                perform nextval('public.failures');
                raise exception 'at the very end' using errcode = 'serialization_failure';
              end $$
              """)
          .update();
      side.jdbc()
          .sql(
              """
              create constraint trigger fails after insert on agent_directory_g1.agent
              deferrable initially deferred for each row execute function fail()
              """)
          .update();
      side.publish(ADA, "agent", AGENT.value(), drafted(definition("recovered", "a")));
      await()
          .atMost(QuerySide.PATIENCE)
          .until(
              () ->
                  side.jdbc().sql("select is_called from failures").query(Boolean.class).single());
      assertThat(side.jdbc().sql("select count(*) from agent").query(Long.class).single()).isZero();
      assertThat(side.jdbc().sql("select count(*) from agent_version").query(Long.class).single())
          .isZero();
      assertThat(told).isEmpty();

      side.jdbc().sql("drop trigger fails on agent_directory_g1.agent").update();

      side.await(new FindAgent(ACME, AGENT), AgentView.class, agent -> true);
      await().until(() -> told.size() == 1);
      waiting.close();
    }
  }
}
