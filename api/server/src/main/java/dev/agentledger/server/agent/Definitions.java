package dev.agentledger.server.agent;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.DryRunDefinition;
import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.api.agent.ValidateDefinition;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Queries;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Definitions as they come in bodies, and what is to be said about them. */
@Component
class Definitions {

  private final Queries queries;
  private final JsonMapper json;

  Definitions(Queries queries, JsonMapper json) {
    this.queries = queries;
    this.json = json;
  }

  /** The definition; a problem with findings when the document does not have that shape. */
  Mono<AgentDefinition> read(Document document) {
    return queries
        .ask(new ParseDefinition(document.value()), ParsedDefinition.class)
        .map(Definitions::definitionOf);
  }

  /** The latest definition with a merge patch applied; it stays the same agent of the same kind. */
  Mono<AgentDefinition> patched(AgentView agent, Document patch) {
    var before = latestOf(agent);
    return read(documentOf(before).patchedBy(patch))
        .doOnNext(
            after -> {
              keep("slug", before.slug(), after.slug());
              keep("kind", before.kind(), after.kind());
            });
  }

  Mono<Report> report(Caller caller, AgentDefinition definition) {
    return queries
        .ask(new ValidateDefinition(caller.tenant(), definition), Validation.class)
        .zipWhen(_ -> queries.ask(new DryRunDefinition(definition), DryRun.class))
        .map(both -> Report.of(both.getT1(), both.getT2()));
  }

  static AgentDefinition latestOf(AgentView agent) {
    var definition = agent.definition();
    if (definition == null) {
      throw new IllegalStateException("A single agent is answered with its definition");
    }
    return definition;
  }

  private Document documentOf(AgentDefinition definition) {
    return new Document(json.convertValue(definition, Object.class));
  }

  private static AgentDefinition definitionOf(ParsedDefinition parsed) {
    var definition = parsed.definition();
    if (definition == null || parsed.findings().stream().anyMatch(Finding::blocks)) {
      throw invalid("The body is not the definition of an agent", parsed.findings());
    }
    return definition;
  }

  private static void keep(String member, Object before, Object after) {
    if (!before.equals(after)) {
      throw invalid(
          "The %s of an agent does not change".formatted(member),
          List.of(
              new Finding(
                  "/" + member,
                  "definition.%s-is-fixed".formatted(member),
                  Finding.Severity.ERROR,
                  "The %s of an agent does not change".formatted(member),
                  "Leave it out of the patch, or make another agent")));
    }
  }

  static Problem invalid(String detail, List<Finding> findings) {
    return Problem.of(ProblemType.INVALID, detail, Map.of("findings", findings));
  }
}
