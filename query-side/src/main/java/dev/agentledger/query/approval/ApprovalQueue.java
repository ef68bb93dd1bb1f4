package dev.agentledger.query.approval;

import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.events.approval.ApprovalId;
import dev.agentledger.query.Documents;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of requests for a decision, written on the event processor's transaction. */
@Component
class ApprovalQueue {

  private final JdbcClient database;

  ApprovalQueue(JdbcClient database) {
    this.database = database;
  }

  @Nullable ApprovalView find(ApprovalId approvalId) {
    return database
        .sql("select view from approval where approval_id = :approval")
        .param("approval", approvalId.value())
        .query((row, _) -> Documents.read(row.getString("view"), ApprovalView.class))
        .optional()
        .orElse(null);
  }

  void save(String tenant, ApprovalView approval) {
    database
        .sql(
            """
            insert into approval (approval_id, tenant, status, subject_id, subject_label, excluded,
                                  requested_at, stream_version, view)
            values (:approval, :tenant, :status, :subject, :label, :excluded, :requested, :version,
                    :view)
            on conflict (approval_id) do update
              set status = excluded.status, excluded = excluded.excluded,
                  stream_version = excluded.stream_version, view = excluded.view
            """)
        .param("approval", approval.approvalId().value())
        .param("tenant", tenant)
        .param("status", approval.status().name())
        .param("subject", approval.subject().id())
        .param("label", Documents.column(approval.subject().label()))
        .param("excluded", excluded(approval))
        .param("requested", approval.requestedAt().atOffset(ZoneOffset.UTC))
        .param("version", approval.streamVersion())
        .param("view", Documents.write(approval))
        .update();
  }

  void clear() {
    database.sql("delete from approval").update();
  }

  private static String[] excluded(ApprovalView approval) {
    return Stream.concat(
            approval.barred().stream(), approval.votes().stream().map(ApprovalView.Vote::by))
        .map(Documents::column)
        .distinct()
        .toArray(String[]::new);
  }
}
