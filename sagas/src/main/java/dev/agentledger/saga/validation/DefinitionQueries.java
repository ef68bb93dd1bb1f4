package dev.agentledger.saga.validation;

import dev.agentledger.api.agent.CheckInput;
import dev.agentledger.api.agent.DryRunDefinition;
import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.api.agent.SmokeRun;
import dev.agentledger.api.agent.SmokeRunDefinition;
import dev.agentledger.api.agent.ValidateDefinition;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.DryRun;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/**
 * Answers what is to be said about a definition. Answers are given on the asking thread, which may
 * have to wait for the sandbox.
 */
@Component
final class DefinitionQueries {

  private final DefinitionReader reader;
  private final DefinitionRules rules;
  private final DefinitionTrials trials;

  DefinitionQueries(DefinitionReader reader, DefinitionRules rules, DefinitionTrials trials) {
    this.reader = reader;
    this.rules = rules;
    this.trials = trials;
  }

  @QueryHandler
  ParsedDefinition handle(ParseDefinition query) {
    return reader.parse(query.document());
  }

  @QueryHandler
  Validation handle(ValidateDefinition query) {
    return rules.validate(query.tenant(), query.definition());
  }

  @QueryHandler
  DryRun handle(DryRunDefinition query) {
    return trials.dryRun(query.definition());
  }

  @QueryHandler
  SmokeRun handle(SmokeRunDefinition query) {
    return trials.smokeRun(query.definition());
  }

  @QueryHandler
  Validation handle(CheckInput query) {
    return trials.checkInput(query.definition(), query.input());
  }
}
