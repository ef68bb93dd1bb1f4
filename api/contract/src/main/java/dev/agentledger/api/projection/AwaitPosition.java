package dev.agentledger.api.projection;

import java.time.Duration;

/**
 * Ask to be answered when a projection shows everything up to a position; answered by a {@link
 * Visibility}, at the latest when the patience is at an end.
 */
public record AwaitPosition(String projection, long position, Duration patience) {}
