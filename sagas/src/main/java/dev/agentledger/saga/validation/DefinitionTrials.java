package dev.agentledger.saga.validation;

import static dev.agentledger.events.agent.AgentKind.API;
import static dev.agentledger.events.agent.AgentKind.FUNCTION;

import dev.agentledger.api.agent.SmokeRun;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.SmokeTest;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.RunError;
import dev.agentledger.saga.template.RenderedRequest;
import dev.agentledger.saga.template.RequestProblem;
import dev.agentledger.saga.template.RequestTemplate;
import dev.agentledger.saga.template.ResponseMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries definitions without effect on the world: on their example, and on their smoke tests.
 *
 * <p>Findings under {@code /input} and {@code /output} point into what was tried, all others into
 * the definition.
 */
@Component
final class DefinitionTrials {

  private static final Duration TIME_FOR_ALL_SMOKE_TESTS = Duration.ofMinutes(2);
  private static final String NOT_PERFORMED = "not-performed";

  private final JsonSchemas schemas;
  private final FunctionTrial functions;

  DefinitionTrials(JsonSchemas schemas, FunctionTrial functions) {
    this.schemas = schemas;
    this.functions = functions;
  }

  DryRun dryRun(AgentDefinition definition) {
    return switch (definition.kind()) {
      case FUNCTION -> dryRunFunction(definition);
      case API -> dryRunApi(definition);
      case CONTEXT, ORCHESTRATOR -> new DryRun(false, true, null, null, List.of(), 0);
    };
  }

  SmokeRun smokeRun(AgentDefinition definition) {
    var started = System.nanoTime();
    var results = new ArrayList<SmokeRun.Result>();
    for (var test : definition.smokeTests()) {
      var spent = Duration.ofNanos(System.nanoTime() - started);
      results.add(
          spent.compareTo(TIME_FOR_ALL_SMOKE_TESTS) < 0
              ? smoke(definition, test)
              : notPerformed(
                  test,
                  "The smoke tests before this one took more than %d seconds."
                      .formatted(TIME_FOR_ALL_SMOKE_TESTS.toSeconds())));
    }
    return new SmokeRun(results.stream().allMatch(SmokeRun.Result::passed), results);
  }

  Validation checkInput(AgentDefinition definition, @Nullable Object input) {
    var schema = definition.inputSchema();
    return Validation.of(
        schema == null
            ? List.of()
            : schemas.violations(schema, input).stream()
                .map(violation -> violation.at("", "input." + violation.keyword()))
                .toList());
  }

  private DryRun dryRunFunction(AgentDefinition definition) {
    if (definition.code() == null || definition.code().isBlank()) {
      return notTried(null, List.of(FunctionRules.codeMissing()));
    }
    return switch (example(definition)) {
      case Example.Unusable(var input, var findings) -> notTried(input, findings);
      case Example.Usable(var input) ->
          switch (functions.attempt(definition, input)) {
            case Trial.Succeeded(var output, var millis) ->
                tried(input, output, outputFindings(definition, output, "/output"), millis);
            case Trial.Failed(var error, var pointer, var millis) ->
                tried(input, null, List.of(failed(error, pointer)), millis);
          };
    };
  }

  private DryRun dryRunApi(AgentDefinition definition) {
    var http = definition.http();
    if (http == null) {
      return notTried(
          null,
          List.of(
              Findings.error(
                  "/http",
                  "api.http-present",
                  "An api agent needs an HTTP configuration.",
                  "Give \"http\" with a method and a URL.")));
    }
    return switch (example(definition)) {
      case Example.Unusable(var input, var findings) -> notTried(input, findings);
      case Example.Usable(var input) -> {
        var started = System.nanoTime();
        var findings = new ArrayList<Finding>();
        var output = new LinkedHashMap<String, @Nullable Object>();
        try {
          output.put("request", rendered(definition, input).shown());
        } catch (RequestProblem problem) {
          findings.addAll(requestFindings(problem));
        }
        if (http.sampleResponse() != null) {
          try {
            var response =
                ResponseMapping.parse(http.responseMapping()).apply(http.sampleResponse());
            output.put("response", response);
            findings.addAll(outputFindings(definition, response, "/output/response"));
          } catch (RequestProblem problem) {
            findings.addAll(mappingFindings(problem));
          }
        }
        yield tried(input, output, findings, millisSince(started));
      }
    };
  }

  private SmokeRun.Result smoke(AgentDefinition definition, SmokeTest test) {
    if (definition.kind() != FUNCTION && definition.kind() != API) {
      return notPerformed(
          test,
          "A smoke test of an agent of kind %s needs a model; only a run can perform it."
              .formatted(definition.kind().name().toLowerCase(Locale.ROOT)));
    }
    var unfit = inputFindings(definition, test.input());
    if (!unfit.isEmpty()) {
      return new SmokeRun.Result(
          test.name(),
          false,
          test.input(),
          null,
          new RunError(NOT_PERFORMED, "The input does not fit the input schema.", null),
          unfit,
          0);
    }
    return switch (attempt(definition, test.input())) {
      case Trial.Succeeded(var output, var millis) -> {
        var findings = new ArrayList<Finding>();
        if (definition.kind() == FUNCTION) {
          findings.addAll(outputFindings(definition, output, "/output"));
        }
        if (test.expectedOutput() != null && !isSameJson(test.expectedOutput(), output)) {
          findings.add(
              Findings.error(
                  "/output",
                  "smoke.expected-output",
                  "The output is not the expected one.",
                  "Correct the agent, or the expectation."));
        }
        yield new SmokeRun.Result(
            test.name(), findings.isEmpty(), test.input(), output, null, findings, millis);
      }
      case Trial.Failed(var error, var pointer, var millis) ->
          new SmokeRun.Result(
              test.name(),
              false,
              test.input(),
              null,
              error,
              List.of(failed(error, pointer)),
              millis);
    };
  }

  private Trial attempt(AgentDefinition definition, @Nullable Object input) {
    if (definition.kind() == FUNCTION) {
      return functions.attempt(definition, input);
    }
    var started = System.nanoTime();
    try {
      return new Trial.Succeeded(rendered(definition, input).shown(), millisSince(started));
    } catch (RequestProblem problem) {
      return new Trial.Failed(
          new RunError("invalid-request", problem.getMessage(), null),
          "/http",
          millisSince(started));
    }
  }

  private static RenderedRequest rendered(AgentDefinition definition, @Nullable Object input) {
    var http = definition.http();
    if (http == null) {
      throw new RequestProblem("", "The agent has no HTTP configuration.");
    }
    return RequestTemplate.parse(http).render(input);
  }

  /** An input to try, or why there is none. */
  private sealed interface Example {

    record Usable(@Nullable Object input) implements Example {}

    record Unusable(@Nullable Object input, List<Finding> findings) implements Example {}
  }

  private Example example(AgentDefinition definition) {
    var schema = definition.inputSchema();
    var declared = definition.exampleInput();
    if (schema == null) {
      return new Example.Usable(declared == null ? Map.of() : declared);
    }
    if (declared != null) {
      var findings = schemas.check(schema, declared, "/exampleInput", "example.fits-input-schema");
      return findings.isEmpty()
          ? new Example.Usable(declared)
          : new Example.Unusable(declared, findings);
    }
    var faults = schemas.checkSchema(schema, "/inputSchema", "schema.input-valid");
    if (!faults.isEmpty()) {
      return new Example.Unusable(null, faults);
    }
    try {
      var made = ExampleInput.of(schema);
      var misfits = schemas.violations(schema, made);
      return misfits.isEmpty()
          ? new Example.Usable(made)
          : new Example.Unusable(
              null,
              List.of(
                  noExample(
                      "at \"%s\" it %s"
                          .formatted(misfits.getFirst().pointer(), misfits.getFirst().message()))));
    } catch (NoExample none) {
      return new Example.Unusable(null, List.of(noExample(none.getMessage())));
    }
  }

  private static Finding noExample(@Nullable String why) {
    return Findings.error(
        "/exampleInput",
        "example.made",
        "No example could be made from the input schema: %s.".formatted(why),
        "Give an \"exampleInput\".");
  }

  private List<Finding> inputFindings(AgentDefinition definition, @Nullable Object input) {
    var schema = definition.inputSchema();
    return schema == null
        ? List.of()
        : schemas.check(schema, input, "/input", "smoke.input-fits-schema");
  }

  private List<Finding> outputFindings(
      AgentDefinition definition, @Nullable Object output, String pointer) {
    var schema = definition.outputSchema();
    return schema == null
        ? List.of()
        : schemas.check(schema, output, pointer, "output.fits-schema");
  }

  private static Finding failed(RunError error, String pointer) {
    var stack = error.stack();
    var place =
        stack == null
            ? Optional.<String>empty()
            : stack.lines().map(String::strip).filter(line -> line.startsWith("at ")).findFirst();
    return Findings.error(
        pointer,
        "trial." + error.kind(),
        error.message() + place.map(line -> ", " + line).orElse(""),
        "Correct the agent so that it manages this input.");
  }

  private static List<Finding> requestFindings(RequestProblem problem) {
    return problem.problems().stream()
        .map(
            each ->
                Findings.error(
                    "/http" + each.pointer(),
                    "trial.invalid-request",
                    each.message(),
                    "Correct the HTTP configuration, or the example."))
        .toList();
  }

  private static List<Finding> mappingFindings(RequestProblem problem) {
    return problem.problems().stream()
        .map(
            each ->
                Findings.error(
                    "/http" + each.pointer(),
                    "trial.response-mapping",
                    each.message(),
                    "Correct the pointer, or the sample response."))
        .toList();
  }

  private static DryRun tried(
      @Nullable Object input, @Nullable Object output, List<Finding> findings, long millis) {
    return new DryRun(
        true, findings.stream().noneMatch(Finding::blocks), input, output, findings, millis);
  }

  private static DryRun notTried(@Nullable Object input, List<Finding> findings) {
    return new DryRun(false, false, input, null, findings, 0);
  }

  private static SmokeRun.Result notPerformed(SmokeTest test, String why) {
    return new SmokeRun.Result(
        test.name(),
        false,
        test.input(),
        null,
        new RunError(NOT_PERFORMED, why, null),
        List.of(),
        0);
  }

  private static boolean isSameJson(@Nullable Object one, @Nullable Object other) {
    try {
      return Arrays.equals(CanonicalJson.of(one), CanonicalJson.of(other));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static long millisSince(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
