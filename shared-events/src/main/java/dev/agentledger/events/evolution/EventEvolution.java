package dev.agentledger.events.evolution;

import java.util.List;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * The way from every revision ever released to the current one.
 *
 * <p>A step is one upcaster, named for its change; steps stand here in the order in which they were
 * released.
 */
public final class EventEvolution {

  private static final List<EventUpcaster> STEPS =
      List.of(
          new DefinitionLimitsSteps("agent.drafted"),
          new DefinitionLimitsSteps("agent.revised"),
          new RunRequestedCarriesPlan(),
          new ApprovalsOfToolCalls("approval.requested"),
          new ApprovalsOfToolCalls("approval.granted"),
          new ApprovalsOfToolCalls("approval.decided"));

  private EventEvolution() {}

  public static EventUpcaster chain() {
    return new EventUpcasterChain(STEPS);
  }
}
