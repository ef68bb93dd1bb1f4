package dev.agentledger.saga.tool;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.saga.tool.Result.Failed;
import dev.agentledger.saga.tool.Result.Succeeded;
import dev.agentledger.saga.validation.JsonSchemas;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds results against what their tools promise. */
@Component
class Results {

  private static final int MOST_FINDINGS = 5;

  private final JsonSchemas schemas;

  Results(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  Result checked(
      ToolEffect effect, @Nullable Map<String, @Nullable Object> schema, @Nullable Object value) {
    List<Finding> findings = schema == null ? List.of() : schemas.check(schema, value);
    return findings.isEmpty()
        ? new Succeeded(value)
        : invalid(effect, "The result does not fit the output schema: " + told(findings, "result"));
  }

  /** Making the call again would not mend its result, and might repeat its effect. */
  Result invalid(ToolEffect effect, String why) {
    return new Failed("result-invalid", afterItsEffect(effect, why));
  }

  static String afterItsEffect(ToolEffect effect, String why) {
    return switch (effect) {
      case READ -> why;
      case IDEMPOTENT, EFFECTFUL -> why + ". The call was carried out all the same";
    };
  }

  static String told(List<Finding> findings, String whole) {
    var shown =
        findings.stream()
            .limit(MOST_FINDINGS)
            .map(
                finding ->
                    "%s %s"
                        .formatted(
                            finding.pointer().isEmpty() ? "the " + whole : finding.pointer(),
                            finding.message()))
            .collect(Collectors.joining("; "));
    var more = findings.size() - MOST_FINDINGS;
    return shown + (more > 0 ? "; and %d more".formatted(more) : "");
  }
}
