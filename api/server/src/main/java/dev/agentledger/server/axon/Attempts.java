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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Gives every handler of a processor that is no saga a savepoint of its own and a few attempts.
 *
 * <p>Without the savepoint a failed statement would abort the whole transaction, and with it the
 * attempt to put the event into the dead-letter queue: PostgreSQL accepts nothing more after an
 * error.
 */
@Component
class Attempts implements HandlerEnhancerDefinition {

  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final int MOST = 3;
  private static final TransactionDefinition SAVEPOINT =
      new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);

  private final PlatformTransactionManager transactions;

  Attempts(PlatformTransactionManager transactions) {
    this.transactions = transactions;
  }

  @Override
  public <T> MessageHandlingMember<T> wrapHandler(MessageHandlingMember<T> original) {
    var type = original.declaringClass();
    return type.isAnnotationPresent(ProcessingGroup.class)
            && !type.isAnnotationPresent(Saga.class)
            && original.canHandleMessageType(EventMessage.class)
        ? new WithAttempts<>(original)
        : original;
  }

  private final class WithAttempts<T> extends WrappedMessageHandlingMember<T> {

    WithAttempts(MessageHandlingMember<T> handler) {
      super(handler);
    }

    @Override
    public @Nullable Object handle(Message<?> message, @Nullable T target) throws Exception {
      for (var attempt = 1; ; attempt++) {
        var savepoint = transactions.getTransaction(SAVEPOINT);
        try {
          var result = super.handle(message, target);
          transactions.commit(savepoint);
          return result;
        } catch (Exception failure) {
          transactions.rollback(savepoint);
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
