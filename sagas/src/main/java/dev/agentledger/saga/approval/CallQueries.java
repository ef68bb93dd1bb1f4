package dev.agentledger.saga.approval;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.run.CallStanding;
import dev.agentledger.api.run.CheckArguments;
import dev.agentledger.api.run.CheckResult;
import dev.agentledger.api.run.FindCall;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.run.history.Histories;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers, from the log, what is to be known about a call before a person decides on it. */
@Component
final class CallQueries {

  private final Histories histories;
  private final PinnedSchemas pinned;
  private final JsonSchemas schemas;

  CallQueries(Histories histories, PinnedSchemas pinned, JsonSchemas schemas) {
    this.histories = histories;
    this.pinned = pinned;
    this.schemas = schemas;
  }

  @QueryHandler
  Optional<CallStanding> handle(FindCall query) {
    return run(query.tenant(), query.runId()).flatMap(run -> Calls.standingOf(run, query.callId()));
  }

  @QueryHandler
  Optional<Validation> handle(CheckArguments query) {
    return check(
        query.tenant(), query.runId(), query.callId(), query.arguments(), pinned::ofArguments);
  }

  @QueryHandler
  Optional<Validation> handle(CheckResult query) {
    return check(query.tenant(), query.runId(), query.callId(), query.result(), pinned::ofResult);
  }

  private Optional<Validation> check(
      String tenant,
      RunId runId,
      String callId,
      @Nullable Object value,
      BiFunction<RunHistory, PinnedTool, Optional<Map<String, @Nullable Object>>> schemaOf) {
    return run(tenant, runId)
        .flatMap(
            run ->
                Calls.toolOf(run, callId)
                    .map(
                        tool ->
                            Validation.of(
                                schemaOf
                                    .apply(run, tool)
                                    .map(schema -> schemas.check(schema, value))
                                    .orElse(List.of()))));
  }

  private Optional<RunHistory> run(String tenant, RunId runId) {
    return histories.read(runId).filter(run -> run.tenant().equals(tenant));
  }
}
