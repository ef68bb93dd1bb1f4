package dev.agentledger.command;

import static java.util.stream.Collectors.joining;

import dev.agentledger.api.CommandRefused;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Writes down what every command does in every state: one row a state, one column a command. */
public final class Outcomes {

  private Outcomes() {}

  public static <S, C> String table(
      Map<String, S> states,
      List<? extends C> commands,
      BiFunction<S, C, ? extends List<?>> decide) {
    return states.entrySet().stream()
        .map(
            state ->
                commands.stream()
                    .map(command -> outcome(state.getValue(), command, decide))
                    .collect(joining(" | ", state.getKey() + " | ", "")))
        .collect(joining("\n"));
  }

  private static <S, C> String outcome(
      S state, C command, BiFunction<S, C, ? extends List<?>> decide) {
    try {
      var facts = decide.apply(state, command);
      return facts.isEmpty()
          ? "nothing"
          : facts.stream().map(fact -> fact.getClass().getSimpleName()).collect(joining(" + "));
    } catch (CommandRefused refused) {
      return refused.reason().name();
    }
  }
}
