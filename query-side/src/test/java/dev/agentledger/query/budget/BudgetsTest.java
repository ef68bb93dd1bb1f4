package dev.agentledger.query.budget;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.Usd;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetUse;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.FindBudget;
import dev.agentledger.api.budget.FindRunAllowance;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.budget.RunAllowance;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetAlerted;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetCharge;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReleased;
import dev.agentledger.events.budget.BudgetRemoved;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.budget.BudgetSettled;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.QuerySide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetsTest {

  private static final BudgetBookId ID = BudgetBookId.of(ACME);
  private static final AgentId WRITER = AgentId.of(ACME, "writer");
  private static final RunId RUN = new RunId("run_1");
  private static final Budget MONTHLY =
      new Budget(
          "monthly", BudgetScope.WHOLE_PROJECT, BudgetWindow.MONTH, 1_000_000, AtCap.SUSPEND);
  private static final Budget OF_WRITER =
      new Budget("writer", BudgetScope.ofAgent(WRITER), BudgetWindow.MONTH, 500_000, AtCap.FAIL);

  private final Instant now = Instant.now();
  private final String month = BudgetWindow.MONTH.periodAt(now);
  private final String lastMonth = BudgetWindow.MONTH.periodAt(now.minus(Duration.ofDays(31)));
  private final List<BudgetCharge> both =
      List.of(new BudgetCharge("monthly", month), new BudgetCharge("writer", month));

  private QuerySide side;

  @BeforeEach
  void start() {
    side = QuerySide.start();
  }

  @AfterEach
  void stop() {
    side.close();
  }

  @Test
  void aTenantBeginsWithoutBudgets() {
    assertThat(side.ask(new ListBudgets(ACME), BudgetList.class)).isEqualTo(BudgetList.EMPTY);
    assertThat(side.find(new FindBudget(ACME, "monthly"), BudgetView.class)).isNull();
    assertThat(allowance("ada")).isEqualTo(RunAllowance.UNLIMITED);
  }

  @Test
  void eachBudgetShowsWhatIsSpentAndReserved() {
    publish(
        set(OF_WRITER),
        set(MONTHLY),
        reserved("a", 300_000, both),
        reserved("b", 100_000, both),
        reserved("c", 50_000, both),
        settled("a", 300_000, 450_000, both),
        released("c", 50_000, both),
        new BudgetAlerted(ID, "writer", month, 80, 450_000, 500_000));

    var all = side.ask(new ListBudgets(ACME), BudgetList.class);
    assertThat(all.items()).extracting(BudgetView::name).containsExactly("monthly", "writer");
    assertThat(all.streamVersion()).isEqualTo(7);
    var writer = side.find(new FindBudget(ACME, "writer"), BudgetView.class);
    assertThat(writer.scope()).isEqualTo("agent:" + WRITER);
    assertThat(writer.cap()).isEqualTo(Usd.of("0.50"));
    assertThat(writer.amendedBy()).isEqualTo("ada");
    assertThat(writer.use())
        .isEqualTo(
            new BudgetUse(
                month,
                BudgetWindow.MONTH.endOf(month),
                Usd.of("0.45"),
                Usd.of("0.10"),
                Usd.of("-0.05"),
                90,
                List.of(80),
                false));
    assertThat(use("monthly").remaining()).isEqualTo(Usd.of("0.45"));
  }

  @Test
  void whatIsDeliveredAgainIsNotCountedAgain() {
    publish(set(MONTHLY), reserved("a", 10, charges("monthly", month)));
    publish(settled("a", 10, 7, charges("monthly", month)));

    side.projectAnew();
    side.awaitCaughtUp("budgets");

    assertThat(use("monthly").spent()).isEqualTo(new Usd(7));
    assertThat(use("monthly").reserved()).isEqualTo(new Usd(0));
  }

  @Test
  void aNewPeriodBeginsWithNothingSpent() {
    publish(
        set(MONTHLY),
        reserved("a", 1_000_000, charges("monthly", lastMonth)),
        settled("a", 1_000_000, 1_000_000, charges("monthly", lastMonth)));

    assertThat(use("monthly").period()).isEqualTo(month);
    assertThat(use("monthly").spent()).isEqualTo(new Usd(0));
    assertThat(allowance("ada").exhausted()).isEmpty();
  }

  @Test
  void whatIsSettledInAPeriodThatIsOverDoesNotCountInThisOne() {
    publish(
        set(MONTHLY),
        reserved("a", 10, charges("monthly", lastMonth)),
        reserved("b", 20, charges("monthly", month)),
        settled("a", 10, 10, charges("monthly", lastMonth)));

    assertThat(use("monthly").spent()).isEqualTo(new Usd(0));
    assertThat(use("monthly").reserved()).isEqualTo(new Usd(20));
  }

  @Test
  void aChangedBudgetKeepsItsCountUnlessItCountsSomethingElse() {
    publish(
        set(MONTHLY),
        reserved("a", 900_000, charges("monthly", month)),
        settled("a", 900_000, 900_000, charges("monthly", month)),
        new BudgetAlerted(ID, "monthly", month, 80, 900_000, 1_000_000),
        new BudgetAlerted(ID, "monthly", month, 90, 900_000, 1_000_000),
        set(new Budget("monthly", MONTHLY.scope(), MONTHLY.window(), 1_100_000, AtCap.FAIL)));
    assertThat(use("monthly").spent()).isEqualTo(Usd.of("0.90"));
    assertThat(use("monthly").percent()).isEqualTo(81);
    assertThat(use("monthly").alerts()).containsExactly(80);

    publish(set(new Budget("monthly", BudgetScope.ofUser("ada"), MONTHLY.window(), 5, AtCap.FAIL)));
    assertThat(use("monthly").spent()).isEqualTo(new Usd(0));

    publish(new BudgetRemoved(ID, "monthly", null));
    assertThat(side.find(new FindBudget(ACME, "monthly"), BudgetView.class)).isNull();
  }

  @Test
  void aRunIsAllowedTheSmallestCapOfThoseThatLimitIt() {
    publish(
        set(eachRun("all", BudgetScope.WHOLE_PROJECT, 300)),
        set(eachRun("of-ada", BudgetScope.ofUser("ada"), 200)),
        set(eachRun("of-writer", BudgetScope.ofAgent(WRITER), 250)),
        set(eachRun("of-bob", BudgetScope.ofUser("bob"), 1)));

    assertThat(allowance("ada")).isEqualTo(new RunAllowance(200L, List.of()));
    assertThat(allowance("grace")).isEqualTo(new RunAllowance(250L, List.of()));
    assertThat(side.find(new FindBudget(ACME, "all"), BudgetView.class).use()).isNull();
  }

  @Test
  void aRunMustNotBeginOnceABudgetThatLimitsItIsSpent() {
    publish(
        set(OF_WRITER),
        set(MONTHLY),
        reserved("a", 500_000, both),
        new BudgetExceeded(ID, "writer", month, "b", RUN, WRITER, "ada", 1, 0, now));
    assertThat(allowance("ada").exhausted()).as("reserved is not spent").isEmpty();

    publish(settled("a", 500_000, 500_000, both));

    assertThat(allowance("ada").exhausted()).containsExactly("writer");
    assertThat(
            side.ask(
                new FindRunAllowance(ACME, AgentId.of(ACME, "other"), "ada"), RunAllowance.class))
        .isEqualTo(RunAllowance.UNLIMITED);
  }

  @Test
  void whoFollowsTheListHearsOfEachChange() {
    var following =
        side.queries()
            .subscriptionQuery(
                new ListBudgets(ACME), instanceOf(BudgetList.class), instanceOf(BudgetList.class));
    assertThat(following.initialResult().block(QuerySide.PATIENCE)).isEqualTo(BudgetList.EMPTY);

    publish(set(MONTHLY));

    var heard = following.updates().blockFirst(QuerySide.PATIENCE);
    assertThat(heard.items()).extracting(BudgetView::name).containsExactly("monthly");
    following.close();
  }

  private void publish(BudgetEvent... facts) {
    side.publish(ADA, "budget", ID.value(), facts);
    side.awaitCaughtUp("budgets");
  }

  private BudgetUse use(String name) {
    return side.find(new FindBudget(ACME, name), BudgetView.class).use();
  }

  private RunAllowance allowance(String user) {
    return side.ask(new FindRunAllowance(ACME, WRITER, user), RunAllowance.class);
  }

  private static List<BudgetCharge> charges(String budget, String period) {
    return List.of(new BudgetCharge(budget, period));
  }

  private static Budget eachRun(String name, BudgetScope scope, long cap) {
    return new Budget(name, scope, BudgetWindow.RUN, cap, AtCap.FAIL);
  }

  private static BudgetSet set(Budget budget) {
    return new BudgetSet(ID, budget, null);
  }

  private BudgetReserved reserved(String id, long amount, List<BudgetCharge> against) {
    return new BudgetReserved(ID, id, RUN, WRITER, "ada", amount, against, now);
  }

  private static BudgetSettled settled(
      String id, long reserved, long amount, List<BudgetCharge> against) {
    return new BudgetSettled(ID, id, RUN, reserved, amount, false, against);
  }

  private static BudgetReleased released(String id, long reserved, List<BudgetCharge> against) {
    return new BudgetReleased(ID, id, RUN, reserved, against);
  }
}
