package dev.agentledger.saga;

import dev.agentledger.saga.agent.PromotionSaga;
import dev.agentledger.saga.approval.ApprovalDeadlineSaga;
import dev.agentledger.saga.approval.ToolApprovalSaga;
import java.time.Duration;
import java.util.function.Predicate;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.messaging.StreamableMessageSource;
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

  /** Also the number of nodes that can share the work. */
  private static final int SAGA_SEGMENTS = 4;

  private static final int RUN_WORK_SEGMENTS = 8;

  /** A saga that fails holds back what is in its batch. */
  private static final int ONE = 1;

  private static final int MANY = 500;

  /**
   * How much later, under load, a process hears of what it follows. Steps of runs and turns of
   * conversations do not wait for it: they go the short way, by the commit.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** So long that most runs begin and end within it, and leave nothing to be written. */
  private static final Duration PAUSE_OF_RUN_WORK = Duration.ofMillis(150);

  private static final int AT_ONCE = 4;

  @Bean
  ConfigurerModule processesOfThisSide() {
    return axon ->
        axon.eventProcessing(
            processing -> {
              feed(processing, PromotionSaga.PROCESS, PromotionSaga.class);
              feed(processing, ApprovalDeadlineSaga.PROCESS, ApprovalDeadlineSaga.class);
              feed(processing, ToolApprovalSaga.PROCESS, ToolApprovalSaga.class);
              feed(processing, "conversation-turns", _ -> true, PAUSE, SAGA_SEGMENTS, MANY);
              feed(processing, "run-work", _ -> true, PAUSE_OF_RUN_WORK, RUN_WORK_SEGMENTS, MANY);
            });
  }

  private static void feed(EventProcessingConfigurer processing, String process, Class<?> saga) {
    feed(processing, process, new HandledTypes(saga), PAUSE, SAGA_SEGMENTS, ONE);
  }

  private static void feed(
      EventProcessingConfigurer processing,
      String process,
      Predicate<Class<?>> wanted,
      Duration pause,
      int segments,
      int batch) {
    processing
        .registerPooledStreamingEventProcessor(
            process,
            parts -> new UnhurriedSource(parts.eventStore(), wanted, pause, AT_ONCE),
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
