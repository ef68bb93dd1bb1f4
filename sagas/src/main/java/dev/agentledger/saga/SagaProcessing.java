package dev.agentledger.saga;

import dev.agentledger.saga.agent.PromotionSaga;
import dev.agentledger.saga.approval.ApprovalDeadlineSaga;
import dev.agentledger.saga.approval.ToolApprovalSaga;
import dev.agentledger.saga.conversation.TurnProcess;
import dev.agentledger.saga.run.BriefRuns;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the processes of this side are fed.
 *
 * <p>They begin at the first event. Axon begins sagas at the newest one, so that whatever is
 * recorded while a new installation starts would go unanswered.
 */
@Configuration(proxyBeanMethods = false)
public class SagaProcessing {

  /** A saga that fails holds back what is in its batch. */
  private static final int ONE = 1;

  private static final int MANY = 500;

  /** As many events as come within {@link #PAUSE_OF_RUN_WORK} at full load. */
  private static final int MANY_OF_RUNS = 2_500;

  /**
   * How much later, under load, a process hears of what it follows. Steps of runs and turns of
   * conversations do not wait for it: they go the short way, by the commit.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** So long that most runs begin and end within it, and leave nothing to be written. */
  private static final Duration PAUSE_OF_RUN_WORK = Duration.ofMillis(200);

  private static final int AT_ONCE = 4;

  private final int segments;

  /**
   * @param segments how many nodes can share the work; each event is looked at once for each. What
   *     an installation began with stays.
   */
  SagaProcessing(@Value("${ledger.processes.segments:4}") int segments) {
    if (segments < 1) {
      throw new IllegalArgumentException(
          "ledger.processes.segments must be at least 1, not %d".formatted(segments));
    }
    this.segments = segments;
  }

  @Bean
  ConfigurerModule processesOfThisSide() {
    return axon ->
        axon.eventProcessing(
            processing -> {
              feed(processing, PromotionSaga.PROCESS, PromotionSaga.class);
              feed(processing, ApprovalDeadlineSaga.PROCESS, ApprovalDeadlineSaga.class);
              feed(processing, ToolApprovalSaga.PROCESS, ToolApprovalSaga.class);
              feed(
                  processing,
                  "conversation-turns",
                  _ -> true,
                  PAUSE,
                  MANY,
                  TurnProcess::concerning);
              feed(
                  processing,
                  "run-work",
                  _ -> true,
                  PAUSE_OF_RUN_WORK,
                  MANY_OF_RUNS,
                  BriefRuns::abridged);
            });
  }

  private void feed(EventProcessingConfigurer processing, String process, Class<?> saga) {
    feed(processing, process, new HandledTypes(saga), PAUSE, ONE, whole());
  }

  private static UnaryOperator<List<TrackedEventMessage<?>>> whole() {
    return UnaryOperator.identity();
  }

  private void feed(
      EventProcessingConfigurer processing,
      String process,
      Predicate<Class<?>> wanted,
      Duration pause,
      int batch,
      UnaryOperator<List<TrackedEventMessage<?>>> abridging) {
    processing
        .registerPooledStreamingEventProcessor(
            process,
            parts ->
                new UnhurriedSource(parts.eventStore(), wanted, pause, AT_ONCE, batch, abridging),
            (_, processor) ->
                processor
                    .initialSegmentCount(segments)
                    .initialToken(StreamableMessageSource::createTailToken)
                    .batchSize(batch))
        // Otherwise the database is asked at each event whether its stream has dead letters.
        .registerDeadLetteringEventHandlerInvokerConfiguration(
            process, (_, invoker) -> invoker.enableSequenceIdentifierCache());
  }
}
