package dev.agentledger.saga.run.effect;

import dev.agentledger.events.agent.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a value, as one sentence for people and models. */
final class PlainFindings {

  private static final int SHOWN = 5;

  private PlainFindings() {}

  static String ofOutput(List<Finding> findings) {
    return "The output does not match the output schema: " + list(findings, "the output");
  }

  static String ofArguments(List<Finding> findings) {
    return "The arguments do not fit: " + list(findings, "the arguments");
  }

  private static String list(List<Finding> findings, String whole) {
    var shown =
        findings.stream()
            .limit(SHOWN)
            .map(
                finding ->
                    "%s: %s"
                        .formatted(
                            finding.pointer().isEmpty() ? whole : finding.pointer(),
                            finding.message()))
            .collect(Collectors.joining("; "));
    var more = findings.size() - SHOWN;
    return shown + (more > 0 ? "; and %d more".formatted(more) : "");
  }
}
