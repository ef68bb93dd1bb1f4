package dev.agentledger.server.run;

import dev.agentledger.api.run.FindRun;
import dev.agentledger.api.run.RunView;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Resource;

/** A run as a resource of its caller's tenant. */
final class RunResource {

  private RunResource() {}

  /** The run that an address names. */
  static Resource<RunView> named(Caller caller, String run) {
    return of(caller, idOf(run));
  }

  static Resource<RunView> of(Caller caller, RunId runId) {
    return new Resource<>(
        "run " + runId, new FindRun(caller.tenant(), runId), RunView.class, RunView::streamVersion);
  }

  static RunId idOf(String run) {
    if (run.isBlank()) {
      throw Problem.of(ProblemType.NOT_FOUND, "There is no run without an id");
    }
    return new RunId(run);
  }
}
