package dev.agentledger.query.run;

import dev.agentledger.api.run.ListRunSteps;
import dev.agentledger.api.run.ListUnknownOutcomes;
import dev.agentledger.api.run.RunStepPage;
import dev.agentledger.api.run.RunStepView;
import dev.agentledger.api.run.RunView;
import dev.agentledger.api.run.UnknownOutcome;
import dev.agentledger.api.run.UnknownOutcomePage;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about the steps of runs. */
@Component
class RunStepQueries {

  private final DatabaseClient database;
  private final AsTold asTold;

  RunStepQueries(DatabaseClient database, AsTold asTold) {
    this.database = database;
    this.asTold = asTold;
  }

  @QueryHandler
  CompletableFuture<@Nullable RunStepPage> handle(ListRunSteps query) {
    return asTold.read(RunStepsProjection.NAME, list(query));
  }

  private Mono<RunStepPage> list(ListRunSteps query) {
    var size = Pages.size(query.limit());
    var steps =
        Selection.of("select begun, view from run_step")
            .where("run_id = :run", "run", query.runId().value())
            .where("tenant = :tenant", "tenant", query.tenant());
    if (query.cursor() != null) {
      steps.where(
          "begun > :after",
          "after",
          Cursor.read(query.cursor(), 1, keys -> Long.valueOf(keys.get(0))));
    }
    return Pages.cut(
        steps
            .orderBy("begun", size + 1)
            .read(
                database,
                row ->
                    new Placed(
                        Objects.requireNonNull(row.get("begun", Long.class)),
                        Documents.read(Selection.text(row, "view"), RunStepView.class))),
        size,
        placed -> Cursor.after(placed.begun()),
        (placed, next) -> new RunStepPage(placed.stream().map(Placed::step).toList(), next));
  }

  @QueryHandler
  CompletableFuture<@Nullable UnknownOutcomePage> handle(ListUnknownOutcomes query) {
    var size = Pages.size(query.limit());
    var calls =
        Selection.of(
                """
                select step.run_id, step.effect, step.since, step.view, step.request,
                       run.view as run
                from run_step step left join run on run.run_id = step.run_id
                """)
            .where("step.tenant = :tenant", "tenant", query.tenant())
            // As it stands in the partial index.
            .where("step.unknown_since is not null");
    if (query.cursor() != null) {
      var after =
          Cursor.read(
              query.cursor(),
              3,
              keys -> new Place(Instant.parse(keys.get(0)), keys.get(1), keys.get(2)));
      calls
          .where(
              "(step.unknown_since, step.run_id, step.effect) > (:since, :run, :call)",
              "since",
              after.since())
          .bind("run", after.runId())
          .bind("call", after.callId());
    }
    return Pages.cut(
            calls
                .orderBy("step.unknown_since, step.run_id, step.effect", size + 1)
                .read(database, RunStepQueries::outcome),
            size,
            call -> Cursor.after(call.since(), call.runId(), call.callId()),
            UnknownOutcomePage::new)
        .toFuture();
  }

  private static UnknownOutcome outcome(Readable row) {
    var step = Documents.read(Selection.text(row, "view"), RunStepView.class);
    var request = RunSteps.request(row.get("request", String.class));
    var document = row.get("run", String.class);
    var run = document == null ? null : Documents.read(document, RunView.class);
    return new UnknownOutcome(
        new RunId(Selection.text(row, "run_id")),
        Selection.text(row, "effect"),
        run == null ? null : run.agentSlug(),
        run == null ? null : run.status(),
        step.name(),
        request == null ? null : request.arguments(),
        request == null ? null : request.hash(),
        step.attempts(),
        Objects.requireNonNullElse(step.problem(), ""),
        Objects.requireNonNull(row.get("since", OffsetDateTime.class)).toInstant());
  }

  private record Placed(long begun, RunStepView step) {}

  /** Where a call stands in the queue. */
  private record Place(Instant since, String runId, String callId) {}
}
