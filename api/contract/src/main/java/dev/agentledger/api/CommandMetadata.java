package dev.agentledger.api;

/**
 * Names of what a caller can say about a command besides its {@code Envelope}, and of what the
 * answer says besides what was recorded.
 */
public final class CommandMetadata {

  /** Version at which the stream must be, as a {@link Long}; anything else is refused. */
  public static final String EXPECTED_VERSION = "expectedVersion";

  /** {@link Boolean#TRUE} to learn what would be recorded without recording it. */
  public static final String DRY_RUN = "dryRun";

  /**
   * Position in the log of the last fact that the command recorded, as a {@link Long} in the
   * metadata of the answer; absent when it recorded none.
   */
  public static final String POSITION = "position";

  private CommandMetadata() {}
}
