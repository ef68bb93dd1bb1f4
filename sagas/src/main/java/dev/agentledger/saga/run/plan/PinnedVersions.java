package dev.agentledger.saga.run.plan;

import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.saga.run.history.RunHistory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The versions that runs are pinned to; none ever changes, so each is asked for once. */
@Component
public class PinnedVersions {

  private static final Logger log = LoggerFactory.getLogger(PinnedVersions.class);

  private static final int REMEMBERED = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SECONDS_TO_ANSWER = 10;

  private final QueryGateway queries;
  private final Map<FindAgentVersion, AgentVersion> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<FindAgentVersion, AgentVersion> eldest) {
              return size() > REMEMBERED;
            }
          });

  public PinnedVersions(QueryBus queries) {
    this.queries = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  /**
   * The version; empty while the readers' side does not know the version.
   *
   * @throws IllegalStateException when nobody could answer
   */
  public Optional<AgentVersion> find(String tenant, AgentId agentId, String hash)
      throws InterruptedException {
    var query = new FindAgentVersion(tenant, agentId, hash);
    var version = known.get(query);
    if (version != null) {
      return Optional.of(version);
    }
    var found =
        ask(query)
            .map(
                view ->
                    new AgentVersion(
                        view.number(),
                        view.hash(),
                        Objects.requireNonNull(view.definition(), "a single version has it")));
    found.ifPresent(answer -> known.put(query, answer));
    return found;
  }

  /**
   * The version that a run is pinned to. The readers' side may be slow or behind, so neither a
   * fault nor an absence is the last word; empty when it was not found in good time.
   */
  public Optional<AgentVersion> await(String tenant, AgentId agentId, String hash)
      throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var pauses = new Pauses();
    while (true) {
      var version = attempt(tenant, agentId, hash);
      if (version.isPresent() || System.nanoTime() > end) {
        return version;
      }
      pauses.await();
    }
  }

  public Optional<AgentVersion> await(RunHistory history) throws InterruptedException {
    var requested = history.requested();
    return await(history.tenant(), requested.agentId(), requested.version().hash());
  }

  private Optional<AgentVersion> attempt(String tenant, AgentId agentId, String hash)
      throws InterruptedException {
    try {
      return find(tenant, agentId, hash);
    } catch (IllegalStateException unanswered) {
      log.warn("Version {} of {}: {}", hash, agentId, unanswered.getMessage());
      return Optional.empty();
    }
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
