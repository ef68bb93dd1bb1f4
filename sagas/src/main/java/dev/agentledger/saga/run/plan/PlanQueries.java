package dev.agentledger.saga.run.plan;

import dev.agentledger.api.run.PlanRun;
import dev.agentledger.api.run.PlannedRun;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers how versions would run. Answers are given on the asking thread. */
@Component
class PlanQueries {

  private final PinnedVersions versions;
  private final Planner planner;

  PlanQueries(PinnedVersions versions, Planner planner) {
    this.versions = versions;
    this.planner = planner;
  }

  /** Empty when there is no such version. */
  @QueryHandler
  Optional<PlannedRun> handle(PlanRun query) {
    try {
      var version = versions.find(query.tenant(), query.agentId(), query.version());
      return version.isEmpty()
          ? Optional.empty()
          : Optional.of(
              planner.plan(query.tenant(), query.agentId(), version.get(), query.script()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while planning a run", stopped);
    }
  }
}
