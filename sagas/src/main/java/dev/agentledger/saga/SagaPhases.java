package dev.agentledger.saga;

/** When the workers of this side start and stop, among everything else in the program. */
public final class SagaPhases {

  /**
   * After Axon's event processors and handlers, which are at most at 0, and before the edge accepts
   * requests; stopped in the opposite order.
   */
  public static final int WORKERS = 1_000;

  private SagaPhases() {}
}
