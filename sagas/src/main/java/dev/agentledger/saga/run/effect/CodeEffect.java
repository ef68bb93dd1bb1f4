package dev.agentledger.saga.run.effect;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.PinnedVersions;
import dev.agentledger.saga.sandbox.Failure;
import dev.agentledger.saga.sandbox.Sandbox;
import dev.agentledger.saga.sandbox.SandboxContext;
import dev.agentledger.saga.sandbox.SandboxLimits;
import dev.agentledger.saga.sandbox.SandboxResult;
import dev.agentledger.saga.validation.JsonSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Executes the code of one intent in the sandbox and says what is to be recorded about it. */
@Component
public class CodeEffect {

  private final PinnedVersions versions;
  private final Sandbox sandbox;
  private final JsonSchemas schemas;

  public CodeEffect(PinnedVersions versions, Sandbox sandbox, JsonSchemas schemas) {
    this.versions = versions;
    this.sandbox = sandbox;
    this.schemas = schemas;
  }

  RunCommand outcomeOf(Intent intent, RunHistory history) throws InterruptedException {
    var version = versions.await(history);
    if (version.isEmpty()) {
      return failed(intent, "version-missing", "The version of the agent was not found");
    }
    var definition = version.get().definition();
    var code = definition.code();
    return code == null
        ? failed(intent, "no-code", "The version of the agent has no code")
        : execute(intent, history.requested(), definition, code);
  }

  /** What is to be recorded when the platform itself failed. */
  static RunCommand fault(Intent intent) {
    return failed(intent, "internal", "The platform could not execute the code");
  }

  private RunCommand execute(
      Intent intent, RunRequested requested, AgentDefinition definition, String code)
      throws InterruptedException {
    var result =
        sandbox.run(
            code, requested.input(), contextOf(intent, requested), limitsOf(requested.limits()));
    return switch (result) {
      case SandboxResult.Returned returned -> judged(intent, definition, returned);
      case SandboxResult.Failed failed when failed.failure().kind() == Failure.Kind.CANCELLED ->
          throw new InterruptedException();
      case SandboxResult.Failed failed -> failed(intent, errorOf(failed.failure()), failed);
    };
  }

  private RunCommand judged(
      Intent intent, AgentDefinition definition, SandboxResult.Returned returned) {
    var schema = definition.outputSchema();
    List<Finding> findings = schema == null ? List.of() : schemas.check(schema, returned.output());
    if (!findings.isEmpty()) {
      var error = new RunError("output-invalid", PlainFindings.ofOutput(findings), null);
      return failed(intent, error, returned);
    }
    var attempt = intent.attempt();
    return new RecordCodeReturned(
        attempt.runId(),
        attempt.step(),
        attempt.number(),
        returned.output(),
        linesOf(returned),
        returned.took().toMillis());
  }

  private static RunCommand failed(Intent intent, String kind, String message) {
    return failed(intent, new RunError(kind, message, null), List.of(), Duration.ZERO);
  }

  private static RunCommand failed(Intent intent, RunError error, SandboxResult result) {
    return failed(intent, error, linesOf(result), result.took());
  }

  private static RunCommand failed(
      Intent intent, RunError error, List<LogLine> logs, Duration took) {
    var attempt = intent.attempt();
    return new RecordCodeFailed(
        attempt.runId(), attempt.step(), attempt.number(), error, logs, took.toMillis());
  }

  private static RunError errorOf(Failure failure) {
    return new RunError(
        failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        failure.message(),
        failure.stack().isEmpty() ? null : failure.stack());
  }

  private static List<LogLine> linesOf(SandboxResult result) {
    return result.logs().stream().map(line -> new LogLine(line.level(), line.message())).toList();
  }

  private static SandboxContext contextOf(Intent intent, RunRequested requested) {
    return new SandboxContext(
        Map.of("id", requested.runId().value(), "attempt", intent.attempt().number()),
        Map.of(
            "id", requested.agentId().value(),
            "slug", requested.agentSlug(),
            "version", requested.version().number(),
            "hash", requested.version().hash()));
  }

  private static SandboxLimits limitsOf(Limits limits) {
    var defaults = SandboxLimits.defaults();
    return new SandboxLimits(
        limits.timeoutMillis() == null
            ? defaults.wallTime()
            : Duration.ofMillis(limits.timeoutMillis()),
        Objects.requireNonNullElse(limits.memoryMiB(), defaults.memoryMiB()),
        defaults.outputBytes());
  }
}
