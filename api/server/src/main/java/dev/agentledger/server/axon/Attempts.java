package dev.agentledger.server.axon;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.WrappedMessageHandlingMember;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Gives every handler of a processor that is no saga a few attempts.
 *
 * <p>What such a handler wants written it collects, and it is written when the batch ends. So what
 * fails in it leaves the transaction able to take the event as a dead letter: PostgreSQL accepts
 * nothing more after an error of its own.
 */
@Component
class Attempts implements HandlerEnhancerDefinition {

  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final int MOST = 3;

  @Override
  public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
    var type = original.declaringClass();
    return type.isAnnotationPresent(ProcessingGroup.class)
            && !type.isAnnotationPresent(Saga.class)
            && original.canHandleMessageType(EventMessage.class)
        ? new WithAttempts<>(original)
        : original;
  }

  private static final class WithAttempts<T> extends WrappedMessageHandlingMember<T> {

    WithAttempts(MessageHandlingMember<T> handler) {
      super(handler);
    }

    @Override
    public @Nullable Object handle(Message<?> message, @Nullable T target) throws Exception {
      for (var attempt = 1; ; attempt++) {
        try {
          return super.handle(message, target);
        } catch (Exception failure) {
          if (attempt == MOST || isOfTheEnvironment(failure)) {
            throw failure;
          }
          log.warn(
              "{} failed at {}, attempt {} of {}",
              declaringClass().getSimpleName(),
              message.getPayloadType().getSimpleName(),
              attempt,
              MOST,
              failure);
        }
      }
    }
  }

  /** Whether the failure says nothing about the event: a database that is away, a deadlock. */
  static boolean isOfTheEnvironment(Throwable failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof DataAccessResourceFailureException;
  }
}
