package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.run.RunError;
import dev.agentledger.saga.sandbox.Failure;
import dev.agentledger.saga.sandbox.Sandbox;
import dev.agentledger.saga.sandbox.SandboxContext;
import dev.agentledger.saga.sandbox.SandboxLimits;
import dev.agentledger.saga.sandbox.SandboxResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs the code of a function agent once, in the sandbox and apart from any run. */
@Component
final class FunctionTrial {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Sandbox sandbox;

  FunctionTrial(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Trial attempt(AgentDefinition definition, @Nullable Object input) {
    var code = Objects.requireNonNullElse(definition.code(), "");
    return switch (sandbox.run(code, input, context(definition), limits(definition))) {
      case SandboxResult.Returned(var output, _, var took) ->
          new Trial.Succeeded(output, took.toMillis());
      case SandboxResult.Failed(var failure, _, var took) ->
          new Trial.Failed(error(failure), "/code", took.toMillis());
    };
  }

  private static SandboxContext context(AgentDefinition definition) {
    return new SandboxContext(
        Map.of("id", "trial", "mode", "trial"),
        Map.of("slug", definition.slug(), "name", definition.name()));
  }

  private static SandboxLimits limits(AgentDefinition definition) {
    var defaults = SandboxLimits.defaults();
    var asked = definition.limits();
    var wallTime =
        asked.timeoutMillis() == null
            ? defaults.wallTime()
            : Duration.ofMillis(asked.timeoutMillis());
    return new SandboxLimits(
        wallTime.compareTo(LONGEST) > 0 ? LONGEST : wallTime,
        Objects.requireNonNullElse(asked.memoryMiB(), defaults.memoryMiB()),
        defaults.outputBytes());
  }

  private static RunError error(Failure failure) {
    return new RunError(
        failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        failure.message(),
        failure.stack().isEmpty() ? null : failure.stack());
  }
}
