package dev.agentledger.saga.validation;

import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What an api agent must be: a request that can be written, and a response that can be read. */
@Component
final class ApiRules {

  List<Finding> findings(AgentDefinition definition) {
    var http = definition.http();
    if (http == null) {
      return List.of(
          Findings.error(
              "/http",
              "api.http-present",
              "An api agent needs an HTTP configuration.",
              "Give \"http\" with a method and a URL."));
    }
    var findings = new ArrayList<Finding>();
    findings.addAll(HttpRules.findings(http, definition.inputSchema(), "api"));
    if (http.sampleResponse() == null) {
      findings.add(
          Findings.warning(
              "/http/sampleResponse",
              "api.sample-response",
              "Without a sample response, the dry run cannot try the response mapping.",
              "Add a response body that the service really gave."));
    }
    return findings;
  }
}
