package dev.agentledger.query.approval;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.ELSEWHERE;
import static dev.agentledger.query.Samples.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.approval.ApprovalChange;
import dev.agentledger.api.approval.ApprovalPage;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.api.approval.ListApprovals;
import dev.agentledger.api.approval.Voter;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.approval.ApprovalDecided;
import dev.agentledger.events.approval.ApprovalDenied;
import dev.agentledger.events.approval.ApprovalEscalated;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.events.approval.ApprovalExpired;
import dev.agentledger.events.approval.ApprovalGranted;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.events.approval.ApprovalReminded;
import dev.agentledger.events.approval.ApprovalRequested;
import dev.agentledger.events.approval.ApprovalSubject;
import dev.agentledger.events.approval.ApprovalWithdrawn;
import dev.agentledger.events.approval.Decision;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.policy.ApprovalRule;
import dev.agentledger.query.QuerySide;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApprovalQueueTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static ApprovalRequested requested(String id, List<String> barred, String... approvers) {
    return new ApprovalRequested(
        new ApprovalId(id),
        new ApprovalSubject(
            ApprovalSubject.Kind.AGENT_PROMOTION,
            "agt_" + id,
            "pro_1",
            "slug-" + id,
            "sha256:0",
            1),
        null,
        "Promote",
        List.of("The code is long"),
        "ada",
        barred,
        new ApprovalRule(
            1,
            Role.APPROVER,
            List.of(approvers),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3)),
        NOON.plus(Duration.ofHours(3)));
  }

  private static void publish(Envelope who, Instant at, String id, ApprovalEvent... events) {
    side.publishAt(at, who, "approval", id, events);
  }

  private static ApprovalView seen(String id, long version) {
    return side.await(
        new FindApproval(ACME, new ApprovalId(id)),
        ApprovalView.class,
        approval -> approval.streamVersion() == version);
  }

  @Test
  void aDecisionIsShownWithEverybodysVote() {
    var id = new ApprovalId("apr_story");
    publish(
        ADA,
        NOON,
        id.value(),
        requested(id.value(), List.of("ada")),
        new ApprovalReminded(id),
        new ApprovalEscalated(id, Role.ADMIN),
        new ApprovalGranted(id, "grace", "fine", null));
    publish(
        GRACE,
        NOON.plusSeconds(60),
        id.value(),
        new ApprovalDecided(id, Decision.APPROVED, List.of("grace"), "fine", null));

    var approval = seen(id.value(), 4);

    assertThat(approval.status()).isEqualTo(ApprovalStatus.APPROVED);
    assertThat(approval.votes())
        .containsExactly(new ApprovalView.Vote("grace", Decision.APPROVED, "fine", NOON));
    assertThat(approval.reminded()).isTrue();
    assertThat(approval.escalatedTo()).isEqualTo(Role.ADMIN);
    assertThat(approval.requestedAt()).isEqualTo(NOON);
    assertThat(approval.closedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(approval.closingNote()).isEqualTo("fine");
    assertThat(side.find(new FindApproval("globex", id), ApprovalView.class)).isNull();
  }

  @Test
  void everyEndHasItsStatus() {
    var denied = new ApprovalId("apr_denied");
    publish(
        ADA,
        NOON,
        denied.value(),
        requested(denied.value(), List.of()),
        new ApprovalDenied(denied, "grace", "no"),
        new ApprovalDecided(denied, Decision.REJECTED, List.of("grace"), "no", null));
    var expired = new ApprovalId("apr_expired");
    publish(
        ADA,
        NOON,
        expired.value(),
        requested(expired.value(), List.of()),
        new ApprovalExpired(expired));
    var withdrawn = new ApprovalId("apr_withdrawn");
    publish(
        ADA,
        NOON,
        withdrawn.value(),
        requested(withdrawn.value(), List.of()),
        new ApprovalWithdrawn(withdrawn, "archived"));

    assertThat(seen(denied.value(), 2).status()).isEqualTo(ApprovalStatus.REJECTED);
    assertThat(seen(expired.value(), 1).status()).isEqualTo(ApprovalStatus.EXPIRED);
    assertThat(seen(withdrawn.value(), 1).status()).isEqualTo(ApprovalStatus.WITHDRAWN);
    assertThat(seen(withdrawn.value(), 1).closingNote()).isEqualTo("archived");
  }

  @Test
  void theQueueIsNewestFirstAndFiltersByStatusAndSubject() {
    var who = Envelope.of("listed", "ada", "internal");
    for (int i = 0; i < 5; i++) {
      publish(who, NOON.plusMillis(i / 2), "apr_l" + i, requested("apr_l" + i, List.of()));
    }
    publish(who, NOON, "apr_l0", new ApprovalExpired(new ApprovalId("apr_l0")));
    side.awaitCaughtUp("approval-queue");

    assertThat(ids(new ListApprovals("listed", Set.of(), null, null, null, null, 100)))
        .containsExactly("apr_l4", "apr_l3", "apr_l2", "apr_l1", "apr_l0");
    assertThat(
            ids(
                new ListApprovals(
                    "listed", Set.of(ApprovalStatus.EXPIRED), null, null, null, null, 100)))
        .containsExactly("apr_l0");
    assertThat(ids(new ListApprovals("listed", Set.of(), null, "agt_apr_l2", null, null, 100)))
        .containsExactly("apr_l2");
    assertThat(ids(new ListApprovals("listed", Set.of(), null, "slug-apr_l3", null, null, 100)))
        .containsExactly("apr_l3");
    assertThat(allPages("listed", null, 2))
        .containsExactly("apr_l4", "apr_l3", "apr_l2", "apr_l1", "apr_l0");
    assertThat(
            ids(
                new ListApprovals(
                    "listed", Set.of(), ApprovalSubject.Kind.TOOL_CALL, null, null, null, 100)))
        .isEmpty();
    assertThat(
            ids(
                new ListApprovals(
                    "listed",
                    Set.of(),
                    ApprovalSubject.Kind.AGENT_PROMOTION,
                    null,
                    null,
                    null,
                    100)))
        .hasSameElementsAs(ids(new ListApprovals("listed", Set.of(), null, null, null, null, 100)));
    assertThat(ids(new ListApprovals("globex", Set.of(), null, null, null, null, 100))).isEmpty();
    assertThatThrownBy(
            () -> ids(new ListApprovals("listed", Set.of(), null, null, null, "WyJhIiwiYiJd", 9)))
        .hasRootCauseInstanceOf(CommandRefused.class);
  }

  @Test
  void pagesOfWhatWaitsForOnePersonAreFullHoweverManyWaitForOthers() {
    var who = Envelope.of("waiting", "ada", "internal");
    var mine = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      var id = "apr_w%02d".formatted(i);
      if (i % 7 == 0) {
        publish(who, NOON.plusMillis(i), id, requested(id, List.of(), "grace"));
        mine.addFirst(id);
      } else if (i % 7 == 1) {
        publish(who, NOON.plusMillis(i), id, requested(id, List.of("grace"), "grace", "bob"));
      } else {
        publish(who, NOON.plusMillis(i), id, requested(id, List.of(), "bob"));
      }
    }
    publish(
        who, NOON, "apr_w00", new ApprovalGranted(new ApprovalId("apr_w00"), "grace", null, null));
    mine.remove("apr_w00");
    side.awaitCaughtUp("approval-queue");
    var grace = new Voter("grace", Set.of(Role.APPROVER));

    assertThat(allPages("waiting", grace, 3)).isEqualTo(mine);
    assertThat(
            side.ask(
                    new ListApprovals("waiting", Set.of(), null, null, grace, null, 3),
                    ApprovalPage.class)
                .items())
        .hasSize(3);
    assertThat(allPages("waiting", new Voter("eve", Set.of(Role.VIEWER)), 3)).isEmpty();
  }

  private static List<String> ids(ListApprovals query) {
    var page = side.ask(query, ApprovalPage.class);
    assertThat(page.items()).allMatch(query::matches);
    return page.items().stream().map(approval -> approval.approvalId().value()).toList();
  }

  private static List<String> allPages(String tenant, Voter waitingFor, int limit) {
    var found = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          side.ask(
              new ListApprovals(tenant, Set.of(), null, null, waitingFor, cursor, limit),
              ApprovalPage.class);
      page.items().forEach(approval -> found.add(approval.approvalId().value()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  @Test
  void watchersOfTheTenantAndOfTheItemAreTold() {
    var id = new ApprovalId("apr_watched");
    var list =
        side.queries()
            .subscriptionQuery(
                new WatchApprovals(
                    new ListApprovals("watched", Set.of(), null, null, null, null, 10)),
                instanceOf(ApprovalPage.class),
                instanceOf(ApprovalChange.class));
    var item =
        side.queries()
            .subscriptionQuery(
                new FindApproval("watched", id),
                instanceOf(ApprovalView.class),
                instanceOf(ApprovalView.class));
    assertThat(list.initialResult().block(QuerySide.PATIENCE).items()).isEmpty();
    publish(ELSEWHERE, NOON, "apr_other", requested("apr_other", List.of()));
    publish(
        Envelope.of("watched", "ada", "internal"),
        NOON,
        id.value(),
        requested(id.value(), List.of()));

    var change = list.updates().blockFirst(QuerySide.PATIENCE);
    assertThat(change.approval().approvalId()).isEqualTo(id);
    assertThat(item.updates().blockFirst(QuerySide.PATIENCE)).isEqualTo(change.approval());
    list.close();
    item.close();
  }
}
