package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.ModelSettings;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.model.UnknownModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which models a definition may name. One that is not served here is a warning only: the agent may
 * be meant for another installation, and a run says so in time.
 */
@Component
final class ModelRules {

  private final Models models;

  ModelRules(Models models) {
    this.models = models;
  }

  List<Finding> findings(@Nullable ModelSettings settings) {
    var findings = new ArrayList<Finding>();
    if (settings != null) {
      check(settings.name(), "/model/name", findings);
      for (var index = 0; index < settings.fallbacks().size(); index++) {
        check(settings.fallbacks().get(index), "/model/fallbacks/" + index, findings);
      }
    }
    return findings;
  }

  private void check(String name, String pointer, List<Finding> findings) {
    try {
      models.resolve(name);
    } catch (UnknownModel unknown) {
      findings.add(
          Findings.warning(
              pointer,
              "model.served",
              String.valueOf(unknown.getMessage()),
              "Configure its provider before the agent runs, or name another model."));
    }
  }
}
