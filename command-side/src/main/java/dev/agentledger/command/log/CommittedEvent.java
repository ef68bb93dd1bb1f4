package dev.agentledger.command.log;

import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An event that this node has just recorded, as the message it still has at hand.
 *
 * @param bytes how long its payload and its metadata are when stored
 */
record CommittedEvent(long position, DomainEventMessage<?> message, long bytes) {}
