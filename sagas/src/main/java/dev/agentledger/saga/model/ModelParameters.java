package dev.agentledger.saga.model;

import org.jspecify.annotations.Nullable;

/**
 * How a model is to answer; what is absent is left to the model.
 *
 * @param maxOutputTokens most tokens of the answer
 */
public record ModelParameters(
    @Nullable Double temperature, @Nullable Double topP, @Nullable Integer maxOutputTokens) {}
