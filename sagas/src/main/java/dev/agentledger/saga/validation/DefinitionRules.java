package dev.agentledger.saga.validation;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a definition must be before anyone relies on it: the rules of all kinds, and of its own. */
@Component
final class DefinitionRules {

  private final JsonSchemas schemas;
  private final FunctionRules functions;
  private final ApiRules apis;
  private final MemberRules members;
  private final ToolNameRules tools;
  private final ModelRules models;

  DefinitionRules(
      JsonSchemas schemas,
      FunctionRules functions,
      ApiRules apis,
      MemberRules members,
      ToolNameRules tools,
      ModelRules models) {
    this.schemas = schemas;
    this.functions = functions;
    this.apis = apis;
    this.members = members;
    this.tools = tools;
    this.models = models;
  }

  Validation validate(String tenant, AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    findings.addAll(modes(definition));
    findings.addAll(schemas(definition));
    findings.addAll(
        switch (definition.kind()) {
          case FUNCTION -> functions.findings(definition);
          case CONTEXT -> context(definition);
          case API -> apis.findings(definition);
          case ORCHESTRATOR -> members.findings(tenant, definition);
        });
    findings.addAll(
        switch (definition.kind()) {
          case CONTEXT, ORCHESTRATOR -> tools.findings(tenant, definition);
          case FUNCTION, API -> List.of();
        });
    findings.addAll(
        switch (definition.kind()) {
          case CONTEXT, ORCHESTRATOR -> models.findings(definition.model());
          case FUNCTION, API -> List.of();
        });
    findings.addAll(unused(definition));
    return Validation.of(findings);
  }

  private static List<Finding> modes(AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    if (definition.inputModes().isEmpty()) {
      findings.add(
          Findings.error(
              "/inputModes",
              "io.modes-declared",
              "The agent does not say what it accepts.",
              "List the media types of its input, such as application/json."));
    }
    if (definition.outputModes().isEmpty()) {
      findings.add(
          Findings.error(
              "/outputModes",
              "io.modes-declared",
              "The agent does not say what it answers with.",
              "List the media types of its output, such as application/json."));
    }
    return findings;
  }

  private List<Finding> schemas(AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    var inputFaults = faults(definition.inputSchema(), "/inputSchema", "schema.input-valid");
    var outputFaults = faults(definition.outputSchema(), "/outputSchema", "schema.output-valid");
    findings.addAll(inputFaults);
    findings.addAll(outputFaults);
    var inputSchema = inputFaults.isEmpty() ? definition.inputSchema() : null;
    var outputSchema = outputFaults.isEmpty() ? definition.outputSchema() : null;
    if (inputSchema != null && definition.exampleInput() != null) {
      findings.addAll(
          schemas.check(
              inputSchema,
              definition.exampleInput(),
              "/exampleInput",
              "example.fits-input-schema"));
    }
    var names = new HashSet<String>();
    for (var index = 0; index < definition.smokeTests().size(); index++) {
      var test = definition.smokeTests().get(index);
      var at = "/smokeTests/" + index;
      if (!names.add(test.name())) {
        findings.add(
            Findings.error(
                at + "/name",
                "smoke.names-unique",
                "Another smoke test is called \"%s\" too.".formatted(test.name()),
                "Give each smoke test a name of its own."));
      }
      if (inputSchema != null) {
        findings.addAll(
            schemas.check(inputSchema, test.input(), at + "/input", "smoke.input-fits-schema"));
      }
      if (outputSchema != null
          && test.expectedOutput() != null
          && definition.kind() != AgentKind.API) {
        findings.addAll(
            schemas.check(
                outputSchema,
                test.expectedOutput(),
                at + "/expectedOutput",
                "smoke.expected-output-fits-schema"));
      }
    }
    return findings;
  }

  private List<Finding> faults(
      @Nullable Map<String, @Nullable Object> schema, String pointer, String rule) {
    return schema == null ? List.of() : schemas.checkSchema(schema, pointer, rule);
  }

  private static List<Finding> context(AgentDefinition definition) {
    var findings = new ArrayList<Finding>();
    if (definition.systemPrompt() == null || definition.systemPrompt().isBlank()) {
      findings.add(
          Findings.error(
              "/systemPrompt",
              "context.system-prompt",
              "A context agent needs a system prompt.",
              "Write what the model is to be told before anything else."));
    }
    if (definition.model() == null) {
      findings.add(
          Findings.warning(
              "/model",
              "context.model",
              "No model is named, so the platform's default answers.",
              "Name the model, so that a change of the default does not change the agent."));
    }
    return findings;
  }

  /** A part of a definition that only some kinds read. */
  private record Part(String property, boolean present, Set<AgentKind> readers) {}

  private static List<Finding> unused(AgentDefinition definition) {
    var prompted = EnumSet.of(AgentKind.CONTEXT, AgentKind.ORCHESTRATOR);
    return List.of(
            new Part("code", definition.code() != null, EnumSet.of(AgentKind.FUNCTION)),
            new Part("systemPrompt", definition.systemPrompt() != null, prompted),
            new Part("model", definition.model() != null, prompted),
            new Part("tools", !definition.tools().isEmpty(), prompted),
            new Part("http", definition.http() != null, EnumSet.of(AgentKind.API)),
            new Part(
                "members", !definition.members().isEmpty(), EnumSet.of(AgentKind.ORCHESTRATOR)))
        .stream()
        .filter(part -> part.present() && !part.readers().contains(definition.kind()))
        .map(
            part ->
                Findings.warning(
                    "/" + part.property(),
                    "kind.unused-field",
                    "An agent of kind %s does not use \"%s\"."
                        .formatted(
                            definition.kind().name().toLowerCase(Locale.ROOT), part.property()),
                    "Remove it, or choose another kind."))
        .toList();
  }
}
