package dev.agentledger.saga.run.effect;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.run.RunModelCallRequested;
import dev.agentledger.saga.model.ModelParameters;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.run.history.Openings;
import dev.agentledger.saga.run.history.Prompt;
import dev.agentledger.saga.run.history.RunHistory;
import dev.agentledger.saga.run.plan.PinnedVersions;
import org.springframework.stereotype.Component;

/**
 * What models are told, made anew from the log whenever it is needed; its hash is the one that was
 * recorded with the answer.
 */
@Component
public class ModelRequests {

  private final PinnedVersions versions;
  private final Callables callables;
  private final Openings openings;

  public ModelRequests(PinnedVersions versions, Callables callables, Openings openings) {
    this.versions = versions;
    this.callables = callables;
    this.openings = openings;
  }

  public ModelRequest of(RunHistory history, RunModelCallRequested call)
      throws InterruptedException {
    var requested = history.requested();
    var definition = definitionOf(history);
    return new ModelRequest(
        call.model(),
        definition.systemPrompt(),
        Prompt.at(openings.of(history), history, call.step()),
        callables.offers(history.tenant(), requested.plan().tools()),
        parametersOf(definition),
        definition.outputSchema(),
        TimeLeft.forStep(history),
        call.attempt(),
        requested.script());
  }

  private AgentDefinition definitionOf(RunHistory history) throws InterruptedException {
    return versions
        .await(history)
        .map(AgentVersion::definition)
        .orElseThrow(() -> new IllegalStateException("The version of the agent was not found"));
  }

  private static ModelParameters parametersOf(AgentDefinition definition) {
    var model = definition.model();
    return model == null
        ? new ModelParameters(null, null, null)
        : new ModelParameters(model.temperature(), model.topP(), model.maxOutputTokens());
  }
}
