package dev.agentledger.server.agent;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is to be said about a definition before it is promoted.
 *
 * @param valid whether neither validation nor dry run found anything that blocks
 * @param findings of the validation
 */
record Report(boolean valid, List<Finding> findings, DryRun dryRun) {

  Report {
    findings = List.copyOf(findings);
  }

  static Report of(Validation validation, DryRun dryRun) {
    return new Report(validation.valid() && dryRun.passed(), validation.findings(), dryRun);
  }

  Validation validation() {
    return Validation.of(findings);
  }

  List<Finding> allFindings() {
    return Stream.concat(findings.stream(), dryRun.findings().stream()).toList();
  }
}
