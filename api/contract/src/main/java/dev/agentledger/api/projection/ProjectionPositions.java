package dev.agentledger.api.projection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How far the projections that are read have come. */
public interface ProjectionPositions {

  /**
   * Whether everything up to a position shows in a projection, as soon as that is known; false when
   * it did not come to that in time.
   *
   * @throws IllegalArgumentException when there is no such projection
   */
  CompletableFuture<Boolean> await(String projection, long position, Duration limit);
}
