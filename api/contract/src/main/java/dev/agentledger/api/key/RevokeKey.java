package dev.agentledger.api.key;

import dev.agentledger.events.key.KeyId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Make the key worthless. */
public record RevokeKey(@TargetAggregateIdentifier KeyId keyId) implements KeyCommand {}
