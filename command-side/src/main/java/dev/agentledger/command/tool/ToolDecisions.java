package dev.agentledger.command.tool;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.tool.RegisterTool;
import dev.agentledger.api.tool.RestoreTool;
import dev.agentledger.api.tool.RetireTool;
import dev.agentledger.api.tool.ToolCommand;
import dev.agentledger.command.tool.ToolState.Absent;
import dev.agentledger.command.tool.ToolState.Edition;
import dev.agentledger.command.tool.ToolState.Registered;
import dev.agentledger.command.tool.ToolState.Retired;
import dev.agentledger.events.tool.ToolEvent;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.events.tool.ToolRegistered;
import dev.agentledger.events.tool.ToolRestored;
import dev.agentledger.events.tool.ToolRetired;
import dev.agentledger.events.tool.ToolRevised;
import dev.agentledger.events.tool.ToolVersion;
import java.util.List;

/**
 * The rules of a tool's life as pure functions: a command and a state in, the facts that follow
 * out.
 *
 * <p>No facts means the command had already been carried out. A refusal is a {@link
 * CommandRefused}.
 */
final class ToolDecisions {

  private ToolDecisions() {}

  static List<ToolEvent> decide(ToolState state, ToolCommand command) {
    return switch (command) {
      case RegisterTool registration -> register(state, registration);
      case RetireTool retirement -> retire(state, retirement);
      case RestoreTool restoration -> restore(state, restoration);
    };
  }

  private static List<ToolEvent> register(ToolState state, RegisterTool command) {
    return switch (state) {
      case Absent _ when command.mustExist() -> throw notFound(command.toolId());
      case Absent _ ->
          List.of(
              new ToolRegistered(
                  command.toolId(), ToolVersion.of(1, command.definition()), command.editedBy()));
      case Registered(var newest) -> revise(newest, command);
      case Retired _ ->
          throw refused(Reason.WRONG_STATE, command.toolId(), "is retired; restore it first");
    };
  }

  private static List<ToolEvent> revise(Edition newest, RegisterTool command) {
    var name = command.definition().name();
    if (!newest.name().equals(name)) {
      throw refused(
          Reason.INVALID,
          command.toolId(),
          "keeps its name: '%s' cannot become '%s'".formatted(newest.name(), name));
    }
    var version = ToolVersion.of(newest.version().number() + 1, command.definition());
    return version.hash().equals(newest.version().hash())
        ? List.of()
        : List.of(new ToolRevised(command.toolId(), version, command.editedBy()));
  }

  private static List<ToolEvent> retire(ToolState state, RetireTool command) {
    return switch (state) {
      case Absent _ -> throw notFound(command.toolId());
      case Registered _ -> List.of(new ToolRetired(command.toolId(), command.reason()));
      case Retired _ -> List.of();
    };
  }

  private static List<ToolEvent> restore(ToolState state, RestoreTool command) {
    return switch (state) {
      case Absent _ -> throw notFound(command.toolId());
      case Registered _ -> List.of();
      case Retired(var newest) -> List.of(new ToolRestored(command.toolId(), newest.version()));
    };
  }

  private static CommandRefused notFound(ToolId toolId) {
    return refused(Reason.NOT_FOUND, toolId, "does not exist");
  }

  private static CommandRefused refused(Reason reason, ToolId toolId, String why) {
    return new CommandRefused(reason, "Tool %s %s".formatted(toolId, why));
  }
}
