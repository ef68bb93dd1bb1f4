package dev.agentledger.api;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * One event as it is, or would be, stored.
 *
 * @param payload JSON text
 */
public record Fact(String contract, int revision, @JsonRawValue String payload) {}
