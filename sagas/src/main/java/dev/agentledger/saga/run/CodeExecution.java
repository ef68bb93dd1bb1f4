package dev.agentledger.saga.run;

import dev.agentledger.api.run.RecordCodeFailed;
import dev.agentledger.api.run.RecordCodeReturned;
import dev.agentledger.api.run.RunCommand;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.run.LogLine;
import dev.agentledger.events.run.RunError;
import dev.agentledger.saga.run.CodeIntent.Work;
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
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Executes the code of one intent in the sandbox and says what is to be recorded about it. */
@Component
class CodeExecution {

  private static final Logger log = LoggerFactory.getLogger(CodeExecution.class);

  private static final Duration PATIENCE_FOR_VERSION = Duration.ofSeconds(30);
  private static final int FINDINGS_SHOWN = 5;

  private final PinnedVersions versions;
  private final Sandbox sandbox;
  private final JsonSchemas schemas;

  CodeExecution(PinnedVersions versions, Sandbox sandbox, JsonSchemas schemas) {
    this.versions = versions;
    this.sandbox = sandbox;
    this.schemas = schemas;
  }

  /** The outcome, whatever it is: a run must not hang on a fault of the platform either. */
  RunCommand outcomeOf(CodeIntent intent) throws InterruptedException {
    try {
      var definition = definitionOf(intent);
      if (definition.isEmpty()) {
        return failed(intent, "version-missing", "The version of the agent was not found");
      }
      var code = definition.get().code();
      return code == null
          ? failed(intent, "no-code", "The version of the agent has no code")
          : execute(intent, definition.get(), code);
    } catch (RuntimeException fault) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      log.error(
          "Run {}, attempt {}: not executed", intent.runId(), intent.attempt().number(), fault);
      return failed(intent, "internal", "The platform could not execute the code");
    }
  }

  private RunCommand execute(CodeIntent intent, AgentDefinition definition, String code)
      throws InterruptedException {
    var result =
        sandbox.run(code, intent.work().input(), contextOf(intent), limitsOf(intent.work()));
    return switch (result) {
      case SandboxResult.Returned returned -> judged(intent, definition, returned);
      case SandboxResult.Failed failed when failed.failure().kind() == Failure.Kind.CANCELLED ->
          throw new InterruptedException();
      case SandboxResult.Failed failed -> failed(intent, errorOf(failed.failure()), failed);
    };
  }

  private RunCommand judged(
      CodeIntent intent, AgentDefinition definition, SandboxResult.Returned returned) {
    var schema = definition.outputSchema();
    List<Finding> findings = schema == null ? List.of() : schemas.check(schema, returned.output());
    if (!findings.isEmpty()) {
      var error = new RunError("output-invalid", told(findings), null);
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

  private static String told(List<Finding> findings) {
    var shown =
        findings.stream()
            .limit(FINDINGS_SHOWN)
            .map(finding -> "%s: %s".formatted(place(finding), finding.message()))
            .collect(Collectors.joining("; "));
    var more = findings.size() - FINDINGS_SHOWN;
    return "The output does not match the output schema: "
        + shown
        + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static String place(Finding finding) {
    return finding.pointer().isEmpty() ? "the output" : finding.pointer();
  }

  private static RunCommand failed(CodeIntent intent, String kind, String message) {
    return failed(intent, new RunError(kind, message, null), List.of(), Duration.ZERO);
  }

  private static RunCommand failed(CodeIntent intent, RunError error, SandboxResult result) {
    return failed(intent, error, linesOf(result), result.took());
  }

  private static RunCommand failed(
      CodeIntent intent, RunError error, List<LogLine> logs, Duration took) {
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

  /**
   * The readers' side may be slow or behind, so neither a fault nor an absence is the last word.
   */
  private Optional<AgentDefinition> definitionOf(CodeIntent intent) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE_FOR_VERSION.toNanos();
    var pauses = new Pauses();
    while (true) {
      var definition = attemptToFind(intent);
      if (definition.isPresent() || System.nanoTime() > end) {
        return definition;
      }
      pauses.await();
    }
  }

  private Optional<AgentDefinition> attemptToFind(CodeIntent intent) throws InterruptedException {
    try {
      return versions.find(intent.envelope().tenant(), intent.work());
    } catch (IllegalStateException unanswered) {
      log.warn("Run {}: {}", intent.runId(), unanswered.getMessage());
      return Optional.empty();
    }
  }

  private static SandboxContext contextOf(CodeIntent intent) {
    var work = intent.work();
    return new SandboxContext(
        Map.of("id", work.runId().value(), "attempt", intent.attempt().number()),
        Map.of(
            "id", work.agentId().value(),
            "slug", work.agentSlug(),
            "version", work.version().number(),
            "hash", work.version().hash()));
  }

  private static SandboxLimits limitsOf(Work work) {
    var defaults = SandboxLimits.defaults();
    var limits = work.limits();
    return new SandboxLimits(
        limits.timeoutMillis() == null
            ? defaults.wallTime()
            : Duration.ofMillis(limits.timeoutMillis()),
        Objects.requireNonNullElse(limits.memoryMiB(), defaults.memoryMiB()),
        defaults.outputBytes());
  }
}
