package dev.agentledger.events.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An approval may be about a tool call, whose arguments an approver can change; earlier ones were
 * about promotions only, so they stay as they are.
 */
final class ApprovalsOfToolCalls extends RevisionStep {

  ApprovalsOfToolCalls(String event) {
    super(event, 1);
  }

  @Override
  JsonNode change(ObjectNode payload) {
    return payload;
  }
}
