package dev.agentledger.command;

import dev.agentledger.api.Answer;
import dev.agentledger.api.BeginsStream;
import dev.agentledger.api.CommandMetadata;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.command.log.TakenAsNew;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Decides commands on the thread of whoever sends them, without a transaction of its own: the log
 * writes their facts in its own.
 *
 * <p>A command that meets another on its stream is decided once more, on fresh state. That holds
 * for a caller who named a version too: the second decision refuses and says at which version the
 * stream is. What is answered without recording anything, such as a refusal or a dry run, is
 * answered only on a state that the log still has; there is no conflict to show that the state was
 * old. The first decision of a command that begins a stream is made without a look for it.
 *
 * <p>A refusal comes before the first fact, so it is no reason to roll back, and a cached aggregate
 * survives it.
 */
final class LedgerCommandBus extends SimpleCommandBus {

  private final Function<String, OptionalLong> newestVersion;

  /**
   * @param newestVersion of a stream, read from the log; empty for a stream without events
   */
  LedgerCommandBus(Builder settings, Function<String, OptionalLong> newestVersion) {
    super(
        settings
            .transactionManager(NoTransactionManager.INSTANCE)
            .rollbackConfiguration(failure -> !(failure instanceof CommandRefused)));
    this.newestVersion = newestVersion;
  }

  @Override
  protected <C, R> void handle(
      CommandMessage<C> command,
      MessageHandler<? super CommandMessage<?>> handler,
      CommandCallback<? super C, ? super R> callback) {
    this.<C, R>attempt(
        command,
        new Attempt(handler, command.getPayload() instanceof BeginsStream),
        (decided, result) -> {
          if (isConflict(result)) {
            attempt(command, new Attempt(handler, false), callback);
          } else {
            callback.onResult(decided, result);
          }
        });
  }

  private <C, R> void attempt(
      CommandMessage<C> command, Attempt attempt, CommandCallback<? super C, ? super R> callback) {
    super.<C, R>handle(
        command,
        attempt,
        (decided, result) -> callback.onResult(decided, attempt.withPosition(result)));
  }

  private static boolean isConflict(CommandResultMessage<?> result) {
    return result.isExceptional() && result.exceptionResult() instanceof ConcurrencyException;
  }

  /** One decision of a command, and what is to be known about it when it is over. */
  private final class Attempt implements MessageHandler<CommandMessage<?>> {

    private final MessageHandler<? super CommandMessage<?>> handler;
    private final boolean asNew;
    private @Nullable Long position;

    Attempt(MessageHandler<? super CommandMessage<?>> handler, boolean asNew) {
      this.handler = handler;
      this.asNew = asNew;
    }

    @Override
    public @Nullable Object handle(CommandMessage<?> command) throws Exception {
      var unit = CurrentUnitOfWork.get();
      unit.root().afterCommit(committed -> position = Positions.lastIn(committed));
      if (asNew) {
        TakenAsNew.mark(unit);
      }
      var answer = answer(command, unit);
      if (answer instanceof Answer told && told.recorded().count() == 0) {
        requireNewestVersion(unit);
      }
      return answer;
    }

    private @Nullable Object answer(CommandMessage<?> command, UnitOfWork<?> unit)
        throws Exception {
      try {
        return handler.handle(command);
      } catch (Exception failure) {
        requireNewestVersion(unit);
        throw failure;
      }
    }

    private void requireNewestVersion(UnitOfWork<?> unit) {
      var seen = SeenVersion.in(unit);
      if (seen != null
          && (asNew || AggregateCache.hasLent(seen.streamId(), unit))
          && newestVersion.apply(seen.streamId()).orElse(-1) != seen.version()) {
        throw new OutdatedDecision(seen);
      }
    }

    <R> CommandResultMessage<R> withPosition(CommandResultMessage<R> result) {
      return position == null
          ? result
          : result.andMetaData(Map.of(CommandMetadata.POSITION, position));
    }
  }
}
