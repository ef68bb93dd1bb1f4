package dev.agentledger.api.projection;

/**
 * What a projection shows.
 *
 * @param visible whether the position that was asked for
 * @param head the last position of the log
 */
public record Visibility(boolean visible, long head) {}
