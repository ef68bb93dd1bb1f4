package dev.agentledger.events.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A definition may limit single steps and name models to fall back on; earlier ones did neither, so
 * they stay as they are.
 */
final class DefinitionLimitsSteps extends RevisionStep {

  DefinitionLimitsSteps(String event) {
    super(event, 1);
  }

  @Override
  JsonNode change(ObjectNode payload) {
    return payload;
  }
}
