package dev.agentledger.server.http;

import org.jspecify.annotations.Nullable;

/**
 * How a caller means a command.
 *
 * @param expectedVersion version at which the stream must be, from {@code If-Match}
 * @param dryRun whether only to learn what would be recorded
 */
public record Intent(@Nullable Long expectedVersion, boolean dryRun) {

  public static final Intent RECORD = new Intent(null, false);
}
