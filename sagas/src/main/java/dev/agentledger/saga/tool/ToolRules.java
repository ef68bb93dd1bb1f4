package dev.agentledger.saga.tool;

import static dev.agentledger.saga.validation.Findings.error;
import static dev.agentledger.saga.validation.Findings.warning;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.tool.ToolApproval.Need;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.saga.egress.HostPattern;
import dev.agentledger.saga.validation.FunctionRules;
import dev.agentledger.saga.validation.HttpRules;
import dev.agentledger.saga.validation.JsonSchemas;
import dev.agentledger.saga.validation.ToolNameRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What the definition of a tool must be before anyone calls it. */
@Component
final class ToolRules {

  private static final int LONGEST_CODE_MILLIS = 30_000;
  private static final Duration SHORTEST_EXPIRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_EXPIRY = Duration.ofDays(30);

  private final JsonSchemas schemas;
  private final FunctionRules functions;
  private final Conditions conditions;
  private final Questions questions;

  ToolRules(
      JsonSchemas schemas, FunctionRules functions, Conditions conditions, Questions questions) {
    this.schemas = schemas;
    this.functions = functions;
    this.conditions = conditions;
    this.questions = questions;
  }

  /** Everything that is wrong, whatever is stored. */
  List<Finding> findings(ToolDefinition definition) {
    var findings = new ArrayList<Finding>();
    findings.addAll(name(definition.name()));
    findings.addAll(inputs(definition));
    if (definition.outputSchema() != null) {
      findings.addAll(
          schemas.checkSchema(definition.outputSchema(), "/outputSchema", "schema.output-valid"));
    }
    findings.addAll(
        switch (definition.kind()) {
          case HTTP -> http(definition);
          case FUNCTION -> function(definition);
        });
    findings.addAll(approval(definition));
    findings.addAll(egress(definition));
    return findings;
  }

  Validation validate(String tenant, ToolDefinition definition) throws InterruptedException {
    var findings = new ArrayList<>(findings(definition));
    findings.addAll(credential(tenant, definition));
    return Validation.of(findings);
  }

  private static List<Finding> name(String name) {
    return ToolNameRules.BUILT_IN.contains(name) || name.startsWith(ToolId.PREFIX)
        ? List.of(
            error(
                "/name",
                "tool.name-reserved",
                "No tool can be called \"%s\".".formatted(name),
                "Choose another name: %s are built in, and %s... are ids."
                    .formatted(
                        String.join(" and ", ToolNameRules.BUILT_IN.stream().sorted().toList()),
                        ToolId.PREFIX)))
        : List.of();
  }

  /** Arguments always come as an object, so a schema of anything else would fit none. */
  private List<Finding> inputs(ToolDefinition definition) {
    var schema = definition.inputSchema();
    var findings =
        new ArrayList<>(schemas.checkSchema(schema, "/inputSchema", "schema.input-valid"));
    if (!"object".equals(schema.get("type"))) {
      findings.add(
          error(
              "/inputSchema/type",
              "tool.input-object",
              "The arguments of a tool are an object, and the schema does not say so.",
              "Give the schema \"type\": \"object\"."));
    }
    return findings;
  }

  private static List<Finding> http(ToolDefinition definition) {
    var http = definition.http();
    if (http == null) {
      return List.of(
          error(
              "/http",
              "tool.http-present",
              "An http tool needs an HTTP configuration.",
              "Give \"http\" with a method and a URL."));
    }
    var findings = new ArrayList<>(HttpRules.findings(http, definition.inputSchema(), "tool"));
    if (definition.code() != null) {
      findings.add(unused("code", "http"));
    }
    if (Effects.of(http.method()) == ToolEffect.EFFECTFUL
        && definition.effect() == ToolEffect.READ) {
      findings.add(
          warning(
              "/effect",
              "tool.effect-plausible",
              "%s changes something as a rule, but the tool says it only reads."
                  .formatted(http.method()),
              "Make sure that a call changes nothing; a run may repeat it at will."));
    }
    return findings;
  }

  private List<Finding> function(ToolDefinition definition) {
    var findings = new ArrayList<Finding>();
    var code = definition.code();
    if (code == null || code.isBlank()) {
      findings.add(
          error(
              "/code",
              "tool.code-present",
              "A function tool needs code.",
              "Write JavaScript that defines a handler, such as module.exports = async (input, ctx) => input."));
    } else {
      functions.faultOf(code).ifPresent(findings::add);
    }
    if (definition.timeoutMillis() > LONGEST_CODE_MILLIS) {
      findings.add(
          error(
              "/timeoutMillis",
              "tool.timeout",
              "Code gets at most %,d ms, but %,d are asked for."
                  .formatted(LONGEST_CODE_MILLIS, definition.timeoutMillis()),
              "Give at most %d.".formatted(LONGEST_CODE_MILLIS)));
    }
    if (definition.http() != null) {
      findings.add(unused("http", "function"));
    }
    if (definition.credential() != null) {
      findings.add(unused("credential", "function"));
    }
    return findings;
  }

  private static Finding unused(String property, String kind) {
    return warning(
        "/" + property,
        "kind.unused-field",
        "A tool of kind %s does not use \"%s\".".formatted(kind, property),
        "Remove it, or choose another kind.");
  }

  private List<Finding> approval(ToolDefinition definition) {
    var approval = definition.approval();
    var findings = new ArrayList<Finding>();
    if (approval.need() == Need.WHEN && approval.condition() == null) {
      findings.add(
          error(
              "/approval/condition",
              "approval.condition-present",
              "\"when\" needs a condition.",
              "Write one in CEL, such as args.cents > 10000, or use \"always\" or \"never\"."));
    }
    if (approval.need() != Need.WHEN && approval.condition() != null) {
      findings.add(
          warning(
              "/approval/condition",
              "approval.condition-unused",
              "The condition is not looked at.",
              "Use \"when\", or remove it."));
    }
    if (approval.condition() != null) {
      conditions
          .faultOf(approval.condition())
          .map(
              why ->
                  error(
                      "/approval/condition",
                      "approval.condition-valid",
                      "The condition is not CEL that says true or false: " + why,
                      "Correct it; known are args, the arguments, and agent."))
          .ifPresent(findings::add);
    }
    var expiry = approval.expireAfter();
    if (expiry.compareTo(SHORTEST_EXPIRY) < 0 || expiry.compareTo(LONGEST_EXPIRY) > 0) {
      findings.add(
          error(
              "/approval/expireAfter",
              "approval.expiry",
              "A question stands between a minute and 30 days.",
              "Give a duration such as PT4H or P2D."));
    }
    return findings;
  }

  private static List<Finding> egress(ToolDefinition definition) {
    var hosts = definition.egress().hosts();
    return IntStream.range(0, hosts.size())
        .filter(index -> !HostPattern.isOne(hosts.get(index)))
        .mapToObj(
            index ->
                error(
                    "/egress/hosts/" + index,
                    "egress.host-valid",
                    "\"%s\" is not the name of a host.".formatted(hosts.get(index)),
                    "Give a name in lower case without scheme or port, or *.example.com for all below one."))
        .toList();
  }

  private List<Finding> credential(String tenant, ToolDefinition definition)
      throws InterruptedException {
    var name = definition.credential();
    if (name == null) {
      return List.of();
    }
    var found =
        questions
            .find(new FindCredential(tenant, CredentialId.of(tenant, name)), CredentialView.class)
            .filter(credential -> credential.status() == CredentialStatus.STORED);
    return found.isPresent()
        ? List.of()
        : List.of(
            error(
                "/credential",
                "tool.credential-known",
                "No credential \"%s\" is stored.".formatted(name),
                "Store it, or correct the name."));
  }
}
