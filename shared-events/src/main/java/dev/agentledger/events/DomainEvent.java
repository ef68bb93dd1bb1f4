package dev.agentledger.events;

/** Something that happened and is stored for ever; each feature seals its own family of these. */
public interface DomainEvent {}
