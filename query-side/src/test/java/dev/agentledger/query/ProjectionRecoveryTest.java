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

import dev.agentledger.api.agent.AgentChange;
import dev.agentledger.api.agent.AgentPage;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.ListAgents;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.KeyIssued;
import dev.agentledger.events.key.KeyRevoked;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.PolicyId;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.policy.PromotionPolicyAdopted;
import dev.agentledger.events.policy.PromotionPolicyAmended;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCodeInvoked;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;

class ProjectionRecoveryTest {

  private static final AgentId AGENT = AgentId.of(ACME, "recovered");
  private static final List<String> GROUPS =
      List.of("agent-directory", "approval-queue", "promotion-policy", "api-keys", "runs");
  private static final List<String> TABLES =
      List.of("agent", "agent_version", "approval", "promotion_policy", "api_key", "run");

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
            "Promote",
            List.of(),
            "ada",
            List.of("ada"),
            PromotionPolicy.DEFAULT.approval(),
            Instant.parse("2026-01-15T12:00:00Z")),
        new ApprovalGranted(approval, "grace", null));
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
  void aReplayLeavesExactlyWhatLiveHandlingLeft() {
    try (var side = QuerySide.start()) {
      publishAStory(side);
      var live = rows(side);
      assertThat(live).allMatch(table -> !table.isEmpty());
      var told = new CopyOnWriteArrayList<AgentChange>();
      var watching =
          side.queries()
              .subscriptionQuery(
                  new WatchAgents(new ListAgents(ACME, null, null, null, null, null, 10)),
                  instanceOf(AgentPage.class),
                  instanceOf(AgentChange.class));
      watching.updates().subscribe(told::add);
      side.jdbc().sql("update agent set view = 'broken', status = 'ARCHIVED'").update();

      GROUPS.forEach(side::replay);

      assertThat(rows(side)).isEqualTo(live);
      assertThat(told).isEmpty();
      watching.close();
    }
  }

  @Test
  void eventsThatAreDeliveredAgainChangeNothing() {
    try (var side = QuerySide.start()) {
      publishAStory(side);
      var once = rows(side);
      for (var group : GROUPS) {
        side.processor(group).shutDown();
      }
      side.jdbc().sql("delete from tokenentry").update();
      for (var group : GROUPS) {
        side.processor(group).start();
        side.awaitCaughtUp(group);
      }

      assertThat(rows(side)).isEqualTo(once);
    }
  }

  /** Handles the same events in the same transaction as the directory, and fails when told to. */
  @ProcessingGroup("agent-directory")
  private static final class Saboteur {

    private final AtomicBoolean failing = new AtomicBoolean(true);
    private final AtomicInteger failures = new AtomicInteger();

    @EventHandler
    void on(AgentDrafted event) {
      if (failing.get()) {
        failures.incrementAndGet();
        throw new IllegalStateException("Between the row and the token");
      }
    }
  }

  @Test
  void aFailureBetweenRowAndTokenLeavesNeitherAndTellsNobody() {
    var saboteur = new Saboteur();
    try (var side = QuerySide.startWith(saboteur)) {
      var told = new CopyOnWriteArrayList<AgentView>();
      var waiting =
          side.queries()
              .subscriptionQuery(
                  new FindAgent(ACME, AGENT),
                  instanceOf(AgentView.class),
                  instanceOf(AgentView.class));
      waiting.updates().subscribe(told::add);
      side.publish(ADA, "agent", AGENT.value(), drafted(definition("recovered", "a")));
      await().atMost(QuerySide.PATIENCE).until(() -> saboteur.failures.get() > 0);
      assertThat(side.jdbc().sql("select count(*) from agent").query(Long.class).single()).isZero();
      assertThat(side.jdbc().sql("select count(*) from agent_version").query(Long.class).single())
          .isZero();
      assertThat(told).isEmpty();

      saboteur.failing.set(false);

      side.await(new FindAgent(ACME, AGENT), AgentView.class, agent -> true);
      await().until(() -> told.size() == 1);
      waiting.close();
    }
  }
}
