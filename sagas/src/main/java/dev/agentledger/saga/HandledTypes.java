package dev.agentledger.saga;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.axonframework.modelling.saga.SagaEventHandler;

/** Types of events that a saga has a handler for. Axon would bring it all others too. */
final class HandledTypes implements Predicate<Class<?>> {

  private final List<Class<?>> handled;
  private final Map<Class<?>, Boolean> known = new ConcurrentHashMap<>();

  HandledTypes(Class<?> saga) {
    handled =
        Arrays.stream(saga.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(SagaEventHandler.class))
            .<Class<?>>map(method -> method.getParameterTypes()[0])
            .toList();
  }

  @Override
  public boolean test(Class<?> event) {
    return known.computeIfAbsent(
        event, type -> handled.stream().anyMatch(handler -> handler.isAssignableFrom(type)));
  }
}
