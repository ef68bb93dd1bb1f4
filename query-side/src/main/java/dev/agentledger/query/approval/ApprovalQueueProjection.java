package dev.agentledger.query.approval;

import dev.agentledger.api.approval.ApprovalChange;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.approval.FindApproval;
import dev.agentledger.api.approval.WatchApprovals;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the queue of everything that waits for a person. */
@Component
class ApprovalQueueProjection extends StreamProjection<ApprovalEvent, ApprovalView> {

  ApprovalQueueProjection() {
    super(ApprovalEvent.class, ApprovalView.class);
  }

  @Override
  public String name() {
    return "approval-queue";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<String> tables() {
    return List.of("approval");
  }

  @Override
  protected Map<String, ApprovalView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return StoredViews.read(
        connection,
        "select approval_id, view from approval where approval_id = any(?)",
        streamIds,
        row -> Documents.read(row.getString(2), ApprovalView.class));
  }

  @Override
  protected ApprovalView evolve(
      @Nullable ApprovalView before, ApprovalEvent fact, ProjectedEvent event) {
    return ApprovalViewEvolution.evolve(before, fact, event.at(), event.sequence());
  }

  @Override
  protected long versionOf(ApprovalView view) {
    return view.streamVersion();
  }

  @Override
  protected void save(Connection connection, Collection<Change<ApprovalView>> changes)
      throws SQLException {
    Columns.of(changes)
        .text(Change::streamId)
        .text(Change::tenant)
        .text(change -> change.view().status().name())
        .text(change -> change.view().subject().kind().name())
        .text(change -> change.view().subject().id())
        .text(change -> Documents.column(change.view().subject().label()))
        .texts(change -> excluded(change.view()))
        .instant(change -> change.view().requestedAt())
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into approval (approval_id, tenant, status, subject_kind, subject_id, subject_label,
                                  excluded, requested_at, stream_version, view)
            select id, tenant, status, kind, subject, label, given.excluded::text[], requested, version,
                   view
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, tenant, status, kind, subject, label, excluded, requested, version, view)
            on conflict (approval_id) do update
              set status = excluded.status, excluded = excluded.excluded,
                  stream_version = excluded.stream_version, view = excluded.view
              where approval.stream_version < excluded.stream_version
            """);
  }

  private static List<String> excluded(ApprovalView approval) {
    return Stream.concat(
            approval.barred().stream(), approval.votes().stream().map(ApprovalView.Vote::by))
        .map(Documents::column)
        .distinct()
        .toList();
  }

  @Override
  protected void announce(String tenant, ApprovalView approval, QueryUpdateEmitter updates) {
    updates.emit(
        FindApproval.class,
        query -> query.tenant().equals(tenant) && query.approvalId().equals(approval.approvalId()),
        approval);
    updates.emit(
        WatchApprovals.class,
        query -> query.list().tenant().equals(tenant),
        new ApprovalChange(tenant, approval));
  }
}
