package dev.agentledger.api.conversation;

import dev.agentledger.events.agent.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an agent takes in place of messages.
 *
 * @param findings why there is nothing that it takes
 */
public record ChatInput(@Nullable Object input, List<Finding> findings) {

  public ChatInput {
    findings = List.copyOf(findings);
  }

  public boolean fits() {
    return findings.isEmpty();
  }

  /** The findings, for people. */
  public String problem() {
    return findings.stream()
        .limit(5)
        .map(
            finding ->
                finding.pointer().isEmpty()
                    ? finding.message()
                    : finding.pointer() + ": " + finding.message())
        .collect(
            Collectors.joining(
                "; ",
                "The agent takes JSON: send a text that is JSON and fits its input schema: ",
                ""));
  }
}
