package dev.agentledger.command.log;

import java.util.OptionalLong;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Where the last fact stands that a unit of work has recorded. */
public final class LastPosition {

  private static final String RESOURCE = LastPosition.class.getName();

  private LastPosition() {}

  /** The position, when the unit of work or one nested in it has recorded anything. */
  public static OptionalLong of(UnitOfWork<?> work) {
    return work.root().resources().get(RESOURCE) instanceof Long position
        ? OptionalLong.of(position)
        : OptionalLong.empty();
  }

  static void remember(UnitOfWork<?> work, long position) {
    work.root().resources().put(RESOURCE, position);
  }
}
