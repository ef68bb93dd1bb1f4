package dev.agentledger.saga.model.provider;

import dev.agentledger.saga.model.ModelDetails;

/**
 * Which model of a provider a request goes to.
 *
 * @param name as the provider knows it
 * @param maxOutputTokens most tokens of the answer
 */
public record Target(String name, ModelDetails details, int maxOutputTokens) {}
