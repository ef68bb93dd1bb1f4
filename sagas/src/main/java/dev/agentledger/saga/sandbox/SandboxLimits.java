package dev.agentledger.saga.sandbox;

import java.time.Duration;

/** How much time, memory and output one execution may take. */
public record SandboxLimits(Duration wallTime, int memoryMiB, int outputBytes) {

  private static final int LEAST_MEMORY_MIB = 4;
  private static final int MOST_MEMORY_MIB = 1024;

  public SandboxLimits {
    if (!wallTime.isPositive()) {
      throw new IllegalArgumentException("wallTime must be positive, but is " + wallTime);
    }
    if (memoryMiB < LEAST_MEMORY_MIB || memoryMiB > MOST_MEMORY_MIB) {
      throw new IllegalArgumentException(
          "memoryMiB must be between %d and %d, but is %d"
              .formatted(LEAST_MEMORY_MIB, MOST_MEMORY_MIB, memoryMiB));
    }
    if (outputBytes < 1) {
      throw new IllegalArgumentException("outputBytes must be positive, but is " + outputBytes);
    }
  }

  /** Ten seconds, 32 MiB of memory, 256 KiB of output. */
  public static SandboxLimits defaults() {
    return new SandboxLimits(Duration.ofSeconds(10), 32, 256 * 1024);
  }

  /** These limits with another time limit. */
  public SandboxLimits withWallTime(Duration limit) {
    return new SandboxLimits(limit, memoryMiB, outputBytes);
  }
}
