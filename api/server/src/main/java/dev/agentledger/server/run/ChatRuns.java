package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.conversation.ChatInput;
import dev.agentledger.api.conversation.ChatMessage;
import dev.agentledger.api.conversation.ReadChat;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.run.RunId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Starts runs whose input is what somebody says. */
@Component
public class ChatRuns {

  private final Orders orders;
  private final Queries queries;

  ChatRuns(Orders orders, Queries queries) {
    this.orders = orders;
    this.queries = queries;
  }

  /** The command; a problem when the agent does not take such messages. */
  public Mono<StartRun> startOf(
      Caller caller,
      String agent,
      List<ChatMessage> messages,
      Map<String, String> labels,
      RunId runId) {
    var agentId = AgentId.fromIdOrSlug(caller.tenant(), agent);
    return queries
        .find(new FindAgentVersion(caller.tenant(), agentId, "active"), AgentVersionView.class)
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no active agent " + agent)))
        .flatMap(version -> inputOf(version, messages))
        .flatMap(input -> orders.startOf(caller, orderOf(agent, input, labels), runId));
  }

  private static RunOrder orderOf(
      String agent, @Nullable Object input, Map<String, String> labels) {
    return new RunOrder(agent, input, null, labels, null, null);
  }

  /** What the agent takes in place of the messages. */
  public Mono<Object> inputOf(AgentVersionView version, List<ChatMessage> messages) {
    var definition = Objects.requireNonNull(version.definition(), "a single version has it");
    return queries
        .ask(new ReadChat(definition, messages), ChatInput.class)
        .map(
            read -> {
              if (!read.fits()) {
                throw Problem.of(INVALID, read.problem(), Map.of("findings", read.findings()));
              }
              return Objects.requireNonNull(read.input());
            });
  }
}
