package dev.agentledger.command.run;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.command.run.RunState.Ended;
import dev.agentledger.events.run.RunId;

/** How a run says no. */
final class RunRefusals {

  private RunRefusals() {}

  static CommandRefused notFound(RunId runId) {
    return new CommandRefused(Reason.NOT_FOUND, "Run %s does not exist".formatted(runId));
  }

  static CommandRefused ended(RunId runId, Ended run, String consequence) {
    return wrongState("Run %s %s; %s".formatted(runId, run.ending().inWords(), consequence));
  }

  static CommandRefused wrongState(String why) {
    return new CommandRefused(Reason.WRONG_STATE, why);
  }
}
