package dev.agentledger.command.log;

import org.axonframework.eventhandling.DomainEventMessage;

/** An event that this node has just recorded, as the message it still has at hand. */
record CommittedEvent(long position, DomainEventMessage<?> message) {}
