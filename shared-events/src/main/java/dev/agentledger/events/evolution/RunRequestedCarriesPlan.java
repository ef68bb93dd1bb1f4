package dev.agentledger.events.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code run.requested} 1 to 2: a run says how it is carried out; earlier ones executed code. */
final class RunRequestedCarriesPlan extends RevisionStep {

  RunRequestedCarriesPlan() {
    super("run.requested", 1);
  }

  @Override
  JsonNode change(ObjectNode payload) {
    var plan = payload.putObject("plan");
    plan.put("kind", "function");
    plan.putArray("models");
    plan.putArray("tools");
    plan.put("repairs", 0);
    return payload;
  }
}
