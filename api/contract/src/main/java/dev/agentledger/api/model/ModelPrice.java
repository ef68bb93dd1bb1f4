package dev.agentledger.api.model;

/**
 * What a model costs by the price book in force, in US dollars for a million tokens, as decimals.
 */
public record ModelPrice(
    int bookVersion,
    String input,
    String output,
    String cacheRead,
    String cacheWrite,
    String reasoning) {}
