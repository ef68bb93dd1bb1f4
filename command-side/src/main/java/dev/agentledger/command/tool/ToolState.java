package dev.agentledger.command.tool;

import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.tool.ToolEvent;
import dev.agentledger.events.tool.ToolRegistered;
import dev.agentledger.events.tool.ToolRestored;
import dev.agentledger.events.tool.ToolRetired;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;

/** Whether a tool is there, and what its newest version is. */
sealed interface ToolState {

  /** A version, and under which name it was written. */
  record Edition(VersionRef version, String name) {

    static Edition of(ToolVersion version) {
      return new Edition(version.ref(), version.definition().name());
    }
  }

  record Absent() implements ToolState {}

  record Registered(Edition newest) implements ToolState {}

  record Retired(Edition newest) implements ToolState {}

  /**
   * The state after {@code event}; total and free of rules, because what happened cannot be
   * refused.
   */
  static ToolState evolve(ToolState state, ToolEvent event) {
    return switch (event) {
      case ToolRegistered(_, var version, _) -> new Registered(Edition.of(version));
      case ToolRevised(_, var version, _) -> new Registered(Edition.of(version));
      case ToolRetired _ -> new Retired(newestIn(state));
      case ToolRestored _ -> new Registered(newestIn(state));
    };
  }

  private static Edition newestIn(ToolState state) {
    return switch (state) {
      case Registered(var newest) -> newest;
      case Retired(var newest) -> newest;
      case Absent _ -> throw new IllegalStateException("History begins without a registration");
    };
  }
}
