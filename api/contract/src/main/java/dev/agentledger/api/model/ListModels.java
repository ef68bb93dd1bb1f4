package dev.agentledger.api.model;

/** Which models are configured? Answered with a {@link ModelList}. */
public record ListModels(String tenant) {}
