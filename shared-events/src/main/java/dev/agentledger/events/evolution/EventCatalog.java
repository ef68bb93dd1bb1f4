package dev.agentledger.events.evolution;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.EventContract;
import dev.agentledger.events.agent.AgentEvent;
import dev.agentledger.events.approval.ApprovalEvent;
import dev.agentledger.events.budget.BudgetEvent;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.credential.CredentialEvent;
import dev.agentledger.events.key.KeyEvent;
import dev.agentledger.events.policy.PolicyEvent;
import dev.agentledger.events.price.PriceEvent;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.tool.ToolEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Every event the platform stores. A new feature adds its sealed root here; its events are then
 * found by themselves.
 */
public final class EventCatalog {

  private static final List<Class<? extends DomainEvent>> FEATURES =
      List.of(
          AgentEvent.class,
          ApprovalEvent.class,
          PolicyEvent.class,
          KeyEvent.class,
          RunEvent.class,
          ToolEvent.class,
          CredentialEvent.class,
          PriceEvent.class,
          BudgetEvent.class,
          ConversationEvent.class);

  private static final List<Class<?>> EVENTS =
      FEATURES.stream().flatMap(EventCatalog::leavesOf).toList();

  private EventCatalog() {}

  public static List<Class<?>> events() {
    return EVENTS;
  }

  public static String nameOf(Class<?> event) {
    return contractOf(event).name();
  }

  public static int revisionOf(Class<?> event) {
    return contractOf(event).revision();
  }

  static boolean isEvent(Class<?> type) {
    return type.isAnnotationPresent(EventContract.class);
  }

  private static EventContract contractOf(Class<?> event) {
    return Objects.requireNonNull(
        event.getAnnotation(EventContract.class), () -> event.getName() + " lacks @EventContract");
  }

  private static Stream<Class<?>> leavesOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCatalog::leavesOf)
        : Stream.of(type);
  }
}
