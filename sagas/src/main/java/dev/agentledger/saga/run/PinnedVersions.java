package dev.agentledger.saga.run;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.saga.run.CodeIntent.Work;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** The definitions that runs are pinned to; a version never changes, so each is asked for once. */
@Component
class PinnedVersions {

  private static final int REMEMBERED = 256;
  private static final long SECONDS_TO_ANSWER = 10;

  private final QueryGateway queries;
  private final Map<FindAgentVersion, AgentDefinition> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(
                Map.Entry<FindAgentVersion, AgentDefinition> eldest) {
              return size() > REMEMBERED;
            }
          });

  PinnedVersions(QueryBus queries) {
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  /**
   * The definition; empty while the readers' side does not know the version.
   *
   * @throws IllegalStateException when nobody could answer
   */
  Optional<AgentDefinition> find(String tenant, Work work) throws InterruptedException {
    var query = new FindAgentVersion(tenant, work.agentId(), work.version().hash());
    var definition = known.get(query);
    if (definition != null) {
      return Optional.of(definition);
    }
    var found = ask(query).map(AgentVersionView::definition);
    found.ifPresent(answer -> known.put(query, answer));
    return found;
  }

  private Optional<AgentVersionView> ask(FindAgentVersion query) throws InterruptedException {
    try {
      return queries
          .query(query, ResponseTypes.optionalInstanceOf(AgentVersionView.class))
          .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The version could not be asked for", failure);
    }
  }
}
