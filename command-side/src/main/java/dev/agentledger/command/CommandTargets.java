package dev.agentledger.command;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/**
 * The stream that a command is for: the component of its record that says so, looked for once for
 * each kind of command. Axon looks through all annotations of all methods at each command.
 */
final class CommandTargets implements CommandTargetResolver {

  private static final ClassValue<Method> TARGETS =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> command) {
          return targetOf(command);
        }
      };

  @Override
  public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
    var payload = command.getPayload();
    try {
      // The version that a caller expects is in the metadata: a refusal is to say what it is.
      return new VersionedAggregateIdentifier(
          TARGETS.get(payload.getClass()).invoke(payload), null);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Method targetOf(Class<?> command) {
    if (!command.isRecord()) {
      throw new IllegalArgumentException(command + " is no record");
    }
    var target =
        Arrays.stream(command.getRecordComponents())
            .map(RecordComponent::getAccessor)
            .filter(accessor -> accessor.isAnnotationPresent(TargetAggregateIdentifier.class))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(command + " names no stream"));
    target.setAccessible(true);
    return target;
  }
}
