package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.saga.sandbox.CodeProblem;
import dev.agentledger.saga.sandbox.Failure;
import dev.agentledger.saga.sandbox.Sandbox;
import dev.agentledger.saga.sandbox.SandboxContext;
import dev.agentledger.saga.sandbox.SandboxLimits;
import dev.agentledger.saga.sandbox.SandboxResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a function agent must be: code that can be run, in a time that can be waited for. */
@Component
public final class FunctionRules {

  private static final int LONGEST_MILLIS = 30_000;

  private static final SandboxLimits ENOUGH_TO_SEE_WHY =
      SandboxLimits.defaults().withWallTime(Duration.ofSeconds(2));

  private final Sandbox sandbox;

  FunctionRules(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  List<Finding> findings(AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    var code = definition.code();
    if (code == null || code.isBlank()) {
      findings.add(codeMissing());
    } else {
      faultOf(code).ifPresent(findings::add);
    }
    var timeout = definition.limits().timeoutMillis();
    if (timeout != null && timeout > LONGEST_MILLIS) {
      findings.add(
          Findings.error(
              "/limits/timeoutMillis",
              "function.timeout",
              "A function gets at most %,d ms, but %,d are asked for."
                  .formatted(LONGEST_MILLIS, timeout),
              "Give at most %d.".formatted(LONGEST_MILLIS)));
    }
    if (definition.outputSchema() == null) {
      findings.add(
          Findings.warning(
              "/outputSchema",
              "function.output-schema",
              "Without an output schema, nothing checks what the function returns.",
              "Describe the output by a JSON Schema."));
    }
    return findings;
  }

  /** Why the code, which stands under {@code /code}, cannot be run. */
  public Optional<Finding> faultOf(String code) {
    return sandbox.check(code).map(problem -> broken(code, problem));
  }

  static Finding codeMissing() {
    return Findings.error(
        "/code",
        "function.code-present",
        "A function agent needs code.",
        "Write JavaScript that defines a handler, such as module.exports = async (input, ctx) => input.");
  }

  /** The check only says that the code cannot be run, so that running it tells why. */
  private Finding broken(String code, CodeProblem problem) {
    var tried = sandbox.run(code, null, SandboxContext.empty(), ENOUGH_TO_SEE_WHY);
    var kind =
        tried instanceof SandboxResult.Failed(var failure, _, _)
            ? failure.kind()
            : Failure.Kind.ERROR;
    return switch (kind) {
      case NO_HANDLER ->
          Findings.error(
              "/code",
              "function.handler-defined",
              problem.message(),
              "Define one: module.exports = async (input, ctx) => ..., export default, or function handler(input, ctx).");
      case SYNTAX ->
          Findings.error(
              "/code",
              "function.code-parses",
              "Line %d, column %d: %s"
                  .formatted(problem.line(), problem.column(), problem.message()),
              "Correct the code at this place.");
      case ERROR, TIMEOUT, OUT_OF_MEMORY, OUTPUT_TOO_LARGE, NOT_JSON, CANCELLED ->
          Findings.error(
              "/code",
              "function.code-loads",
              "Line %d, column %d: the code fails before its handler is called: %s"
                  .formatted(problem.line(), problem.column(), problem.message()),
              "Move work into the handler, and correct what fails.");
    };
  }
}
