package dev.agentledger.server.approval;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.approval.ApprovalView;
import dev.agentledger.api.run.CheckArguments;
import dev.agentledger.events.approval.Amendment;
import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What approvers put in place of the arguments of a tool call. */
@Component
class Amendments {

  private final Queries queries;

  Amendments(Queries queries) {
    this.queries = queries;
  }

  /** Nothing when the arguments stay as they are; a problem when the tool does not accept them. */
  Mono<Amendment> of(Caller caller, ApprovalView approval, @Nullable Object arguments) {
    if (arguments == null) {
      return Mono.empty();
    }
    return switch (approval.subject().kind()) {
      case AGENT_PROMOTION ->
          Mono.error(
              () ->
                  Problem.of(
                      INVALID,
                      "arguments: a promotion has none; only those of a tool call change"));
      case TOOL_CALL -> checked(caller, approval, arguments);
    };
  }

  private Mono<Amendment> checked(Caller caller, ApprovalView approval, Object arguments) {
    var subject = approval.subject();
    if (!(arguments instanceof Map)) {
      return Mono.error(() -> Problem.of(INVALID, "arguments: must be a JSON object"));
    }
    var amendment = new Amendment(arguments, CanonicalJson.hashOf(arguments));
    if (amendment.hash().equals(subject.hash())) {
      return Mono.empty();
    }
    return queries
        .find(
            new CheckArguments(
                caller.tenant(), new RunId(subject.id()), subject.reference(), arguments),
            Validation.class)
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no such call any more")))
        .map(
            validation -> {
              if (!validation.valid()) {
                throw Problem.of(
                    INVALID,
                    "arguments: not what %s accepts".formatted(subject.label()),
                    Map.of("findings", validation.findings()));
              }
              return amendment;
            });
  }
}
