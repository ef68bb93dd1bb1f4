package dev.agentledger.query.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.ListRuns;
import dev.agentledger.api.run.RunPage;
import dev.agentledger.api.run.RunStatus;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.WatchRuns;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about runs. */
@Component
class RunQueries {

  private final DatabaseClient database;
  private final AsTold asTold;

  RunQueries(DatabaseClient database, AsTold asTold) {
    this.database = database;
    this.asTold = asTold;
  }

  @QueryHandler
  CompletableFuture<@Nullable RunView> handle(FindRun query) {
    return asTold.read(RunsProjection.NAME, find(query.tenant(), query.runId()));
  }

  private Mono<RunView> find(String tenant, RunId runId) {
    return Selection.of("select view, input, output, open from run")
        .where("run_id = :run", "run", runId.value())
        .where("tenant = :tenant", "tenant", tenant)
        .read(
            database,
            row ->
                new RunDocuments(
                        Selection.text(row, "view"),
                        row.get("input", String.class),
                        row.get("output", String.class),
                        row.get("open", String.class))
                    .whole()
                    .view())
        .next();
  }

  @QueryHandler
  CompletableFuture<@Nullable RunPage> handle(ListRuns query) {
    return asTold.read(RunsProjection.NAME, list(query));
  }

  @QueryHandler
  CompletableFuture<@Nullable RunPage> handle(WatchRuns query) {
    return asTold.read(RunsProjection.NAME, list(query.list()));
  }

  private Mono<RunPage> list(ListRuns query) {
    var size = Pages.size(query.limit());
    var runs =
        Selection.of("select view from run")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where(
                "agent_id = :agent",
                "agent",
                query.agentId() == null ? null : query.agentId().value())
            .where(
                "status = :status", "status", query.status() == null ? null : query.status().name())
            .where("mode = :mode", "mode", query.mode() == null ? null : query.mode().name())
            .where("kind = :kind", "kind", query.kind() == null ? null : query.kind().name())
            .where("conversation_id = :conversation", "conversation", query.conversationId())
            .where(
                "parent_id = :parent",
                "parent",
                query.parent() == null ? null : query.parent().value())
            .where(
                "origin_id = :origin",
                "origin",
                query.origin() == null ? null : query.origin().value())
            .where(
                "labels @> :labels::jsonb",
                "labels",
                query.labels().isEmpty() ? null : Runs.labels(query.labels()))
            .where("requested_at >= :from", "from", query.from())
            .where("requested_at < :to", "to", query.to());
    if (query.status() == RunStatus.SUSPENDED) {
      // As it stands in the partial index.
      runs.where("suspended");
    }
    if (query.waiting() != null) {
      // As it stands in the partial index.
      runs.where(query.waiting() ? "waiting > 0" : "waiting = 0");
    }
    if (query.cursor() != null) {
      var after =
          Cursor.read(
              query.cursor(), 2, keys -> new Place(Instant.parse(keys.get(0)), keys.get(1)));
      runs.where("(requested_at, run_id) < (:at, :id)", "at", after.requestedAt())
          .bind("id", after.runId());
    }
    return Pages.cut(
        runs.orderBy("requested_at desc, run_id desc", size + 1)
            .read(database, row -> Documents.read(Selection.text(row, "view"), RunView.class)),
        size,
        run -> Cursor.after(run.requestedAt(), run.runId()),
        RunPage::new);
  }

  /** Where a run stands in the list. */
  private record Place(Instant requestedAt, String runId) {}
}
