package dev.agentledger.query.agent;

import dev.agentledger.api.agent.AgentChange;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentDrafted;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.agent.AgentRevised;
import dev.agentledger.events.agent.AgentVersion;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.springframework.stereotype.Component;

/**
 * Keeps the agent directory.
 *
 * <p>Rows are written on the event processor's own transaction, the one that also advances its
 * token, so a fact is reflected exactly once; an event that the row already shows changes nothing.
 */
@Component
@ProcessingGroup("agent-directory")
class AgentDirectoryProjection {

  private final AgentDirectory directory;

  AgentDirectoryProjection(AgentDirectory directory) {
    this.directory = directory;
  }

  @EventHandler
  void on(
      AgentEvent event,
      @SequenceNumber long sequence,
      @Timestamp Instant when,
      MetaData metadata,
      ReplayStatus replay,
      QueryUpdateEmitter updates) {
    var before = directory.find(event.agentId());
    if (before != null && before.streamVersion() >= sequence) {
      return;
    }
    var envelope = Envelope.from(metadata);
    var after = AgentViewEvolution.evolve(before, event, when, envelope.actor(), sequence);
    if (event instanceof AgentDrafted drafted) {
      directory.add(envelope.tenant(), version(event, drafted.version(), drafted.editedBy(), when));
    } else if (event instanceof AgentRevised revised) {
      directory.add(envelope.tenant(), version(event, revised.version(), revised.editedBy(), when));
    }
    directory.save(envelope.tenant(), after);
    if (!replay.isReplay()) {
      announce(envelope.tenant(), after, updates);
    }
  }

  private static AgentVersionView version(
      AgentEvent event, AgentVersion version, String editedBy, Instant when) {
    return new AgentVersionView(
        event.agentId(), version.number(), version.hash(), editedBy, when, version.definition());
  }

  /** Axon hands the updates to subscribers only after the transaction has committed. */
  private static void announce(String tenant, AgentView agent, QueryUpdateEmitter updates) {
    updates.emit(
        FindAgent.class,
        query -> query.tenant().equals(tenant) && query.agentId().equals(agent.agentId()),
        agent);
    updates.emit(
        WatchAgents.class,
        query -> query.list().tenant().equals(tenant),
        new AgentChange(tenant, agent.withoutDefinition()));
  }

  @ResetHandler
  void onReset() {
    directory.clear();
  }
}
