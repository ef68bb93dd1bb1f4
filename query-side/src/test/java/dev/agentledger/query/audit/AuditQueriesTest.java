package dev.agentledger.query.audit;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.ELSEWHERE;
import static dev.agentledger.query.Samples.GRACE;
import static dev.agentledger.query.Samples.definition;
import static dev.agentledger.query.Samples.drafted;
import static dev.agentledger.query.Samples.revised;
import static dev.agentledger.query.Samples.runRequested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.audit.EventFilter;
import dev.agentledger.api.audit.EventPage;
import dev.agentledger.api.audit.ListEvents;
import dev.agentledger.api.audit.ListStreamEvents;
import dev.agentledger.api.audit.RecordedEvent;
import dev.agentledger.api.audit.StreamEvents;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ProposedCall;
import dev.agentledger.events.budget.AtCap;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetExceeded;
import dev.agentledger.events.budget.BudgetReserved;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.events.budget.BudgetSet;
import dev.agentledger.events.budget.BudgetWindow;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.policy.PromotionPolicy;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class AuditQueriesTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final AgentId AGENT = AgentId.of(ACME, "audited");

  private static QuerySide side;

  /** Positions 1 to 6; the fifth belongs to another tenant. */
  @BeforeAll
  static void aShortHistory() {
    side = QuerySide.start();
    side.publishAt(
        NOON,
        ADA.withCorrelation("request-1", null),
        "agent",
        AGENT.value(),
        drafted(definition("audited", "a")));
    side.publishAt(
        NOON.plusMillis(5), GRACE, "agent", AGENT.value(), revised(2, definition("audited", "b")));
    side.publishAt(
        NOON.plusSeconds(1),
        ADA,
        "run",
        "run_1",
        runRequested("run_1", AGENT, Map.of("team", "docs")),
        new RunCompleted(new RunId("run_1"), Outcome.FINISH, "odd \0 output"));
    side.publishAt(
        NOON.plusSeconds(2),
        ELSEWHERE,
        "agent",
        AgentId.of("globex", "audited").value(),
        drafted("globex", definition("audited", "a")));
    side.publishAt(
        NOON.plusSeconds(3),
        GRACE,
        "agent",
        AgentId.of(ACME, "other").value(),
        drafted(definition("other", "a")));
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static EventFilter filter() {
    return new EventFilter(ACME, null, null, null, null, null, null, null, null, null);
  }

  private static List<Long> positions(EventFilter filter) {
    var paged = positions(new ListEvents(filter, null, 100, false));
    assertThat(positions(new ListEvents(filter, null, 100, true))).isEqualTo(paged.reversed());
    assertThat(
            side.stream(new StreamEvents(filter, null, false), RecordedEvent.class)
                .map(RecordedEvent::position)
                .collectList()
                .block(QuerySide.PATIENCE))
        .isEqualTo(paged);
    return paged;
  }

  private static List<Long> positions(ListEvents query) {
    return page(query).items().stream().map(RecordedEvent::position).toList();
  }

  /** Whoever asks is not kept long, so that on a busy machine the trail may be behind at first. */
  private static EventPage page(ListEvents query) {
    side.awaitCaughtUp(AuditTrailProjection.NAME);
    return side.ask(query, EventPage.class);
  }

  @Test
  void anEventIsShownAsItIsStored() {
    var event = page(new ListEvents(filter(), null, 1, false)).items().getFirst();

    assertThat(event.position()).isEqualTo(1);
    assertThat(event.streamType()).isEqualTo("agent");
    assertThat(event.streamId()).isEqualTo(AGENT.value());
    assertThat(event.sequence()).isZero();
    assertThat(event.recordedAt()).isEqualTo(NOON);
    assertThat(event.contract()).isEqualTo("agent.drafted");
    assertThat(event.revision()).isEqualTo(2);
    assertThat(event.envelope())
        .containsEntry("tenant", ACME)
        .containsEntry("actor", "ada")
        .containsEntry("correlationId", "request-1");
    assertThat(event.payload())
        .containsEntry("agentId", AGENT.value())
        .containsEntry("editedBy", "ada");
  }

  @Test
  void anotherTenantsEventsAreNotThere() {
    assertThat(positions(filter())).containsExactly(1L, 2L, 3L, 4L, 6L);
    assertThat(
            positions(
                new EventFilter("globex", null, null, null, null, null, null, null, null, null)))
        .containsExactly(5L);
  }

  @Test
  void everyPartOfTheFilterNarrows() {
    assertThat(positions(new EventFilter(ACME, 2L, 4L, null, null, null, null, null, null, null)))
        .containsExactly(2L, 3L, 4L);
    assertThat(
            positions(
                new EventFilter(ACME, null, null, null, null, "grace", null, null, null, null)))
        .containsExactly(2L, 6L);
    assertThat(
            positions(
                new EventFilter(
                    ACME, null, null, null, null, null, AGENT.value(), null, null, null)))
        .containsExactly(1L, 2L, 3L);
    assertThat(
            positions(
                new EventFilter(ACME, null, null, null, null, null, null, "run_1", null, null)))
        .containsExactly(3L, 4L);
    assertThat(
            positions(
                new EventFilter(ACME, null, null, null, null, null, null, null, "request-1", null)))
        .containsExactly(1L);
    assertThat(
            positions(
                new EventFilter(
                    ACME, null, null, null, null, "grace", null, null, null, "agent.drafted")))
        .containsExactly(6L);
  }

  @Test
  void timesAreInclusiveFromAndExclusiveToWhateverTheirFraction() {
    assertThat(between(NOON, NOON.plusMillis(5))).containsExactly(1L);
    assertThat(between(NOON, NOON.plusMillis(5).plusNanos(1))).containsExactly(1L, 2L);
    assertThat(between(NOON.plusNanos(1), NOON.plusSeconds(1))).containsExactly(2L);
    assertThat(between(Instant.MIN, Instant.MAX)).containsExactly(1L, 2L, 3L, 4L, 6L);
    assertThat(between(Instant.MAX, null)).isEmpty();
  }

  private static List<Long> between(Instant from, Instant to) {
    return positions(new EventFilter(ACME, null, null, from, to, null, null, null, null, null));
  }

  @Test
  void pagesLeadToTheLastOneInEitherDirection() {
    assertThat(pageByPage(false)).containsExactly(1L, 2L, 3L, 4L, 6L);
    assertThat(pageByPage(true)).containsExactly(6L, 4L, 3L, 2L, 1L);
  }

  private static List<Long> pageByPage(boolean newestFirst) {
    var found = new ArrayList<Long>();
    Long after = null;
    do {
      var page = page(new ListEvents(filter(), after, 2, newestFirst));
      page.items().forEach(event -> found.add(event.position()));
      after = page.next() == null ? null : Long.valueOf(page.next());
    } while (after != null);
    return found;
  }

  @Test
  void aStreamIsReadFromASequenceOnAndUpToALimit() {
    assertThat(sequences(ACME, AGENT.value(), -1, 0)).containsExactly(0L, 1L);
    assertThat(sequences(ACME, AGENT.value(), 0, 0)).containsExactly(1L);
    assertThat(sequences(ACME, AGENT.value(), -1, 1)).containsExactly(0L);
    assertThat(sequences("globex", AGENT.value(), -1, 0)).isEmpty();
    assertThat(sequences(ACME, "nobody", -1, 0)).isEmpty();
  }

  private static List<Long> sequences(String tenant, String stream, long after, int limit) {
    return side.stream(
            new ListStreamEvents(tenant, "agent", stream, after, limit, false), RecordedEvent.class)
        .map(RecordedEvent::sequence)
        .collectList()
        .block(QuerySide.PATIENCE);
  }

  @Test
  void aStreamIsFollowedBeyondItsEnd() {
    var seen = new CopyOnWriteArrayList<Object>();
    var following =
        side.stream(
                new ListStreamEvents("followed", "run", "run_2", -1, 0, true), RecordedEvent.class)
            .subscribe(event -> seen.add(event.payload().get("output")));
    var who = Envelope.of("followed", "ada", "api-key:key_ada");
    side.publish(who, "run", "run_2", runRequested("run_2", AGENT, Map.of()));
    Awaitility.await().until(() -> seen.size() == 1);
    side.publish(
        who, "run", "run_2", new RunCompleted(new RunId("run_2"), Outcome.FINISH, "odd \0 end"));
    Awaitility.await().until(() -> seen.size() == 2);
    following.dispose();

    assertThat(seen.getLast()).isEqualTo("odd \0 end");
  }

  @Test
  void whatIsFoundAboutAnAgentIsWhatIsHeardAboutIt() {
    var tenant = "watched";
    var who = Envelope.of(tenant, "ada", "api-key:key_ada");
    var agent = AgentId.of(tenant, "watched");
    var other = AgentId.of(tenant, "other");
    side.publish(who, "approval", "approval_1", approvalRequested("approval_1", agent));
    var filter = aboutAgent(tenant, agent, null);
    var byGrace = aboutAgent(tenant, agent, "grace");
    var heard = new CopyOnWriteArrayList<Long>();
    var heardOfGrace = new CopyOnWriteArrayList<Long>();
    var following =
        List.of(
            side.stream(new StreamEvents(filter, null, true), RecordedEvent.class)
                .subscribe(event -> heard.add(event.position())),
            side.stream(new StreamEvents(byGrace, null, true), RecordedEvent.class)
                .subscribe(event -> heardOfGrace.add(event.position())));
    Awaitility.await().until(() -> heard.size() == 1);

    var grace = Envelope.of(tenant, "grace", "api-key:key_grace");
    side.publish(who, "approval", "approval_2", approvalRequested("approval_2", other));
    side.publish(who, "approval", "approval_3", approvalRequested("approval_3", agent));
    side.publish(grace, "approval", "approval_1", granted("approval_1"));
    side.publish(grace, "approval", "approval_2", granted("approval_2"));
    side.publish(grace, "approval", "approval_3", granted("approval_3"));
    side.publish(who, "run", "run_9", runRequested("run_9", agent, Map.of()));

    Awaitility.await().atMost(QuerySide.PATIENCE).until(() -> heard.size() == 5);
    following.forEach(Disposable::dispose);
    assertThat(heard).isEqualTo(positions(filter)).hasSize(5);
    assertThat(heardOfGrace).isEqualTo(positions(byGrace)).hasSize(2);
  }

  @Test
  void whatNamesAnAgentWithinIsAboutIt() {
    var tenant = "spending";
    var who = Envelope.of(tenant, "ada", "api-key:key_ada");
    var agent = AgentId.of(tenant, "spender");
    var other = AgentId.of(tenant, "saver");
    var book = BudgetBookId.of(tenant);
    var filter = aboutAgent(tenant, agent, null);
    var heard = new CopyOnWriteArrayList<Long>();
    var following =
        side.stream(new StreamEvents(filter, null, true), RecordedEvent.class)
            .subscribe(event -> heard.add(event.position()));

    side.publish(
        who,
        "budget",
        book.value(),
        budgetOf(book, "spenders", BudgetScope.ofAgent(agent)),
        budgetOf(book, "savers", BudgetScope.ofAgent(other)),
        budgetOf(book, "all", BudgetScope.WHOLE_PROJECT),
        reserved(book, agent),
        reserved(book, other),
        new BudgetExceeded(
            book, "all", "2026-01", "r", new RunId("run_1"), agent, "ada", 2, 1, NOON));
    side.publish(who, "approval", "approval_9", callHeld("approval_9", agent));
    side.publish(who, "approval", "approval_8", callHeld("approval_8", other));
    side.publish(who, "approval", "approval_9", granted("approval_9"));
    side.publish(who, "conversation", "cnv_1", opened("cnv_1", agent));
    side.publish(who, "conversation", "cnv_2", opened("cnv_2", other));

    Awaitility.await().atMost(QuerySide.PATIENCE).until(() -> heard.size() == 6);
    following.dispose();
    assertThat(heard).isEqualTo(positions(filter));
    assertThat(contracts(filter))
        .containsExactly(
            "budget.set",
            "budget.reserved",
            "budget.exceeded",
            "approval.requested",
            "approval.granted",
            "conversation.opened");
  }

  private static List<String> contracts(EventFilter filter) {
    return page(new ListEvents(filter, null, 100, false)).items().stream()
        .map(RecordedEvent::contract)
        .toList();
  }

  private static BudgetSet budgetOf(BudgetBookId book, String name, BudgetScope scope) {
    return new BudgetSet(
        book, new Budget(name, scope, BudgetWindow.MONTH, 1_000, AtCap.SUSPEND), null);
  }

  private static BudgetReserved reserved(BudgetBookId book, AgentId agent) {
    return new BudgetReserved(book, "r", new RunId("run_1"), agent, "ada", 1, List.of(), NOON);
  }

  private static ConversationOpened opened(String id, AgentId agent) {
    return new ConversationOpened(
        new ConversationId(id), agent, "slug", null, null, Map.of(), ContextWindow.DEFAULT);
  }

  private static ApprovalRequested callHeld(String id, AgentId agent) {
    return new ApprovalRequested(
        new ApprovalId(id),
        new ApprovalSubject(ApprovalSubject.Kind.TOOL_CALL, "run_1", "c1", "x", "sha256:0", 1),
        new ProposedCall(
            new RunId("run_1"),
            agent,
            "slug",
            "c1",
            "refund",
            Map.of(),
            ToolEffect.EFFECTFUL,
            OnExpiry.REJECT,
            0),
        "Call",
        List.of(),
        "ada",
        List.of("ada"),
        PromotionPolicy.DEFAULT.approval(),
        NOON);
  }

  private static EventFilter aboutAgent(String tenant, AgentId agent, @Nullable String actor) {
    return new EventFilter(tenant, null, null, null, null, actor, agent.value(), null, null, null);
  }

  private static ApprovalRequested approvalRequested(String id, AgentId agent) {
    return new ApprovalRequested(
        new ApprovalId(id),
        new ApprovalSubject(
            ApprovalSubject.Kind.AGENT_PROMOTION, agent.value(), "p1", "x", "sha256:0", 1),
        null,
        "Promote",
        List.of(),
        "ada",
        List.of("ada"),
        PromotionPolicy.DEFAULT.approval(),
        NOON);
  }

  private static ApprovalGranted granted(String id) {
    return new ApprovalGranted(new ApprovalId(id), "grace", null, null);
  }

  @Test
  void everyPartOfTheFilterNarrowsWhatIsHeard() {
    var who = Envelope.of("heard", "ada", "api-key:key_ada").withCorrelation("request-9", null);
    var at = NOON.plusSeconds(60);
    var filters =
        List.of(
            new EventFilter("heard", null, null, null, null, "ada", null, null, null, null),
            new EventFilter("heard", null, null, null, null, null, null, "run_8", null, null),
            new EventFilter("heard", null, null, null, null, null, null, null, "request-9", null),
            new EventFilter(
                "heard", null, null, null, null, null, null, null, null, "run.completed"),
            new EventFilter(
                "heard", null, null, at, at.plusMillis(1), null, null, null, null, null),
            new EventFilter(
                "heard", null, null, at.plusNanos(1), null, null, null, null, null, null));
    var heard = filters.stream().map(_ -> new CopyOnWriteArrayList<Long>()).toList();
    var following = new ArrayList<Disposable>();
    for (int i = 0; i < filters.size(); i++) {
      var told = heard.get(i);
      following.add(
          side.stream(new StreamEvents(filters.get(i), null, true), RecordedEvent.class)
              .subscribe(event -> told.add(event.position())));
    }

    side.publishAt(at, who, "run", "run_8", runRequested("run_8", AGENT, Map.of()));
    side.publishAt(
        at.plusMillis(1),
        Envelope.of("heard", "grace", "api-key:key_grace"),
        "run",
        "run_7",
        new RunCompleted(new RunId("run_7"), Outcome.FINISH, "done"));

    for (int i = 0; i < filters.size(); i++) {
      var told = heard.get(i);
      var found = positions(filters.get(i));
      assertThat(found).hasSize(1);
      Awaitility.await().atMost(QuerySide.PATIENCE).until(() -> told.equals(found));
    }
    following.forEach(Disposable::dispose);
  }
}
