package dev.agentledger.benchmarks.run;

import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCodeFailed;
import dev.agentledger.events.run.RunCodeReturned;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunFailed;

/** What a read model keeps of a run: how far it is. */
public final class NoopRunRow {

  public static final String TABLE =
      """
      create table noop_run (
          run_id     text collate "C" primary key,
          status     text not null,
          steps      int not null,
          changed_at timestamptz not null
      )
      """;

  private NoopRunRow() {}

  public static String statusAfter(RunEvent event) {
    if (event instanceof RunCompleted) {
      return "finished";
    }
    if (event instanceof RunCodeFailed || event instanceof RunFailed) {
      return "failed";
    }
    return event instanceof RunCancelled ? "cancelled" : "running";
  }

  /** How many steps were done when this was recorded; zero when it does not say. */
  public static int stepsAfter(RunEvent event) {
    return event instanceof RunCodeReturned returned ? returned.step() : 0;
  }
}
