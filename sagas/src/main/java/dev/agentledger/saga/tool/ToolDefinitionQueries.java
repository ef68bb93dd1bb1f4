package dev.agentledger.saga.tool;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.tool.ParseTool;
import dev.agentledger.api.tool.ParsedTool;
import dev.agentledger.api.tool.ProposedTools;
import dev.agentledger.api.tool.ProposedTools.Proposal;
import dev.agentledger.api.tool.ReadOpenApi;
import dev.agentledger.api.tool.ValidateTool;
import dev.agentledger.saga.tool.openapi.OpenApiTools;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/**
 * Answers what is to be said about the definition of a tool. Answers are given on the asking
 * thread, which may have to wait for the sandbox.
 */
@Component
final class ToolDefinitionQueries {

  private final ToolReader reader;
  private final ToolRules rules;

  ToolDefinitionQueries(ToolReader reader, ToolRules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  @QueryHandler
  ParsedTool handle(ParseTool query) {
    return reader.parse(query.document());
  }

  @QueryHandler
  Validation handle(ValidateTool query) throws InterruptedException {
    return rules.validate(query.tenant(), query.definition());
  }

  @QueryHandler
  ProposedTools handle(ReadOpenApi query) {
    var proposed = OpenApiTools.of(query);
    return new ProposedTools(
        proposed.problem(),
        proposed.tools().stream()
            .map(
                proposal ->
                    new Proposal(
                        proposal.operation(),
                        proposal.definition(),
                        rules.findings(proposal.definition())))
            .toList(),
        proposed.skipped(),
        proposed.credentials());
  }
}
