package dev.agentledger.query.approval;

import dev.agentledger.api.approval.ApprovalPage;
import dev.agentledger.api.approval.ApprovalStatus;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.api.approval.ListApprovals;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about what waits, or waited, for a person. */
@Component
class ApprovalQueries {

  private final DatabaseClient database;

  ApprovalQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable ApprovalView> handle(FindApproval query) {
    return Selection.of("select view from approval")
        .where("approval_id = :approval", "approval", query.approvalId().value())
        .where("tenant = :tenant", "tenant", query.tenant())
        .read(database, row -> Documents.read(Selection.text(row, "view"), ApprovalView.class))
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ApprovalPage> handle(ListApprovals query) {
    return list(query).toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ApprovalPage> handle(WatchApprovals query) {
    return list(query.list()).toFuture();
  }

  /**
   * Who may decide is a rule of the view, so the database only leaves out what cannot fit, and
   * reading goes on until the page is full.
   */
  private Mono<ApprovalPage> list(ListApprovals query) {
    var size = Pages.size(query.limit());
    var approvals =
        Pages.all(
                rows(query, Place.after(query.cursor()), size + 1),
                size + 1,
                last -> rows(query, Place.of(last), size + 1))
            .filter(query::matches);
    return Pages.cut(approvals, size, approval -> Place.of(approval).cursor(), ApprovalPage::new);
  }

  private Mono<List<ApprovalView>> rows(ListApprovals query, @Nullable Place after, int limit) {
    var rows =
        Selection.of("select view from approval")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where("status = any(:statuses)", "statuses", names(query.statuses()))
            .where(
                "subject_kind = :kind", "kind", query.kind() == null ? null : query.kind().name())
            .where("subject_id = :subject or subject_label = :subject", "subject", query.subject());
    if (query.waitingFor() != null) {
      rows.where("status = '%s'".formatted(ApprovalStatus.PENDING))
          .where("not :voter = any(excluded)", "voter", query.waitingFor().name());
    }
    if (after != null) {
      rows.where("(requested_at, approval_id) < (:at, :id)", "at", after.requestedAt())
          .bind("id", after.approvalId());
    }
    return rows.orderBy("requested_at desc, approval_id desc", limit)
        .read(database, row -> Documents.read(Selection.text(row, "view"), ApprovalView.class))
        .collectList();
  }

  private static String @Nullable [] names(Set<ApprovalStatus> statuses) {
    return statuses.isEmpty()
        ? null
        : statuses.stream().map(ApprovalStatus::name).toArray(String[]::new);
  }

  /** Where an approval stands in the list. */
  private record Place(Instant requestedAt, String approvalId) {

    static Place of(ApprovalView approval) {
      return new Place(approval.requestedAt(), approval.approvalId().value());
    }

    static @Nullable Place after(@Nullable String cursor) {
      return cursor == null
          ? null
          : Cursor.read(cursor, 2, keys -> new Place(Instant.parse(keys.get(0)), keys.get(1)));
    }

    String cursor() {
      return Cursor.after(requestedAt, approvalId);
    }
  }
}
