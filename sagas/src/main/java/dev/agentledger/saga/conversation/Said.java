package dev.agentledger.saga.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunCompleted;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's output as a person reads it. */
final class Said {

  /** What people say who hand something over, in the words of the tool for it. */
  private static final List<String> WORDS = List.of("message", "reason");

  private Said() {}

  static String of(RunCompleted completed) {
    return of(completed.outcome(), completed.output());
  }

  static String of(Outcome outcome, @Nullable Object output) {
    return switch (outcome) {
      case FINISH -> text(output);
      case HANDOVER ->
          output instanceof Map<?, ?> arguments
              ? WORDS.stream()
                  .map(arguments::get)
                  .filter(String.class::isInstance)
                  .map(String.class::cast)
                  .findFirst()
                  .orElseGet(() -> text(output))
              : text(output);
    };
  }

  private static String text(@Nullable Object output) {
    if (output instanceof String text) {
      return text;
    }
    try {
      return ContractSerializer.json().writeValueAsString(output);
    } catch (JsonProcessingException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
