package dev.agentledger.command.credential;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.credential.ConfirmSecret;
import dev.agentledger.api.credential.CredentialCommand;
import dev.agentledger.api.credential.RevokeCredential;
import dev.agentledger.api.credential.RotateCredential;
import dev.agentledger.api.credential.StoreCredential;
import dev.agentledger.command.CommandConfiguration;
import dev.agentledger.command.Decides;
import dev.agentledger.command.Owner;
import dev.agentledger.command.Recording;
import dev.agentledger.events.credential.CredentialEvent;
import dev.agentledger.events.credential.CredentialId;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handle on a credential: routes commands to {@link CredentialDecisions} and facts to {@link
 * CredentialState}.
 */
@Aggregate(
    type = "credential",
    cache = CommandConfiguration.CACHE,
    snapshotTriggerDefinition = CommandConfiguration.SNAPSHOTS)
@Revision("1")
final class Credential {

  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it
  private @Nullable CredentialId credentialId;

  private Owner owner = Owner.unknownOf("Credential");
  private CredentialState state = new CredentialState.Absent();

  private Credential() {}

  @Decides
  Recorded handle(StoreCredential command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RotateCredential command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(RevokeCredential command, MetaData metadata) {
    return decide(command, metadata);
  }

  @Decides
  Recorded handle(ConfirmSecret command, MetaData metadata) {
    return decide(command, metadata);
  }

  @EventSourcingHandler
  void on(CredentialEvent event, MetaData metadata) {
    owner = owner.orFrom(metadata);
    credentialId = event.credentialId();
    state = CredentialState.evolve(state, event);
  }

  private Recorded decide(CredentialCommand command, MetaData metadata) {
    return Recording.of(
        metadata, owner, command.credentialId(), () -> CredentialDecisions.decide(state, command));
  }
}
