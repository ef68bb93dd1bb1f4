package dev.agentledger.command.key;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.key.IssueKey;
import dev.agentledger.api.key.KeyCommand;
import dev.agentledger.api.key.RevokeKey;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.key.KeyId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on an API key: routes commands to {@link KeyDecisions} and facts to {@link
 * KeyState}.
 */
@Aggregate(
    type = "key",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Key {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable KeyId keyId;

  private Owner owner = Owner.unknownOf("Key");
  private KeyState state = new KeyState.Absent();

  private Key() {}

  @Decides
  Recorded handle(IssueKey command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RevokeKey command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(KeyEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    keyId = event.keyId();
    state = KeyState.evolve(state, event);
  }

  private Recorded decide(KeyCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.keyId(), () -> KeyDecisions.decide(state, command));
  }
}
