package dev.agentledger.server.tool;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.tool.ParseTool;
import dev.agentledger.api.tool.ParsedTool;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.api.tool.ValidateTool;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Queries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Definitions of tools as they come in bodies, and what is to be said about them. */
@Component
class ToolDefinitions {

  private final Queries queries;

  ToolDefinitions(Queries queries) {
    this.queries = queries;
  }

  /** The definition; a problem with findings when the document does not have that shape. */
  Mono<ToolDefinition> read(Document document) {
    return queries
        .ask(new ParseTool(document.value()), ParsedTool.class)
        .map(ToolDefinitions::definitionOf);
  }

  /** The definition of a tool that may be called; a problem with findings when it may not. */
  Mono<ToolDefinition> usable(Caller caller, Document document) {
    return read(document)
        .flatMap(
            definition ->
                validate(caller, definition)
                    .map(
                        validation -> {
                          if (!validation.valid()) {
                            throw invalid("The tool could not be called", validation.findings());
                          }
                          return definition;
                        }));
  }

  Mono<Validation> validate(Caller caller, ToolDefinition definition) {
    return queries.ask(new ValidateTool(caller.tenant(), definition), Validation.class);
  }

  /** The tool with another definition, or with a patch of its own; it stays the same tool. */
  Mono<ToolDefinition> changed(Caller caller, ToolView tool, Document body, boolean isPatch) {
    var before = Objects.requireNonNull(tool.definition(), "definition");
    var after =
        isPatch
            ? new Document(ContractSerializer.json().convertValue(before, Object.class))
                .patchedBy(body)
            : body;
    return usable(caller, after)
        .doOnNext(
            definition -> {
              if (!definition.name().equals(before.name())) {
                throw invalid(
                    "The name of a tool does not change",
                    List.of(
                        new Finding(
                            "/name",
                            "definition.name-is-fixed",
                            Finding.Severity.ERROR,
                            "The name of a tool does not change",
                            "Leave it as it is, or register another tool")));
              }
            });
  }

  private static ToolDefinition definitionOf(ParsedTool parsed) {
    var definition = parsed.definition();
    if (definition == null) {
      throw invalid("The body is not the definition of a tool", parsed.findings());
    }
    return definition;
  }

  private static Problem invalid(String detail, List<Finding> findings) {
    return Problem.of(ProblemType.INVALID, detail, Map.of("findings", findings));
  }
}
