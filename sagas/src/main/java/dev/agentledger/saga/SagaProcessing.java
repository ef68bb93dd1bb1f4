package dev.agentledger.saga;

import dev.agentledger.saga.agent.PromotionSaga;
import dev.agentledger.saga.approval.ApprovalDeadlineSaga;
import dev.agentledger.saga.approval.ToolApprovalSaga;
import java.time.Duration;
import java.util.List;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer.PooledStreamingProcessorConfiguration;
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

  private static final String TURNS = "conversation-turns";
  private static final String RUN_WORK = "run-work";
  private static final int RUN_WORK_SEGMENTS = 8;
  private static final int RUN_WORK_BATCH = 500;

  /** Its tables serve those who look for what was lost; steps go on without them. */
  private static final Duration RUN_WORK_PAUSE = Duration.ofMillis(100);

  private static final int RUN_WORK_AT_ONCE = 4;

  @Bean
  ConfigurerModule sagasBeginAtTheFirstEvent() {
    return axon ->
        axon.eventProcessing(
            processing -> {
              processing.registerPooledStreamingEventProcessorConfiguration(
                  PromotionSaga.PROCESS, fromTheFirstEvent(SAGA_SEGMENTS));
              processing.registerPooledStreamingEventProcessorConfiguration(
                  ApprovalDeadlineSaga.PROCESS, fromTheFirstEvent(SAGA_SEGMENTS));
              processing.registerPooledStreamingEventProcessorConfiguration(
                  ToolApprovalSaga.PROCESS, fromTheFirstEvent(SAGA_SEGMENTS));
              processing.registerPooledStreamingEventProcessorConfiguration(
                  TURNS, fromTheFirstEvent(SAGA_SEGMENTS));
              processing.registerPooledStreamingEventProcessor(
                  RUN_WORK,
                  parts ->
                      new UnhurriedSource(parts.eventStore(), RUN_WORK_PAUSE, RUN_WORK_AT_ONCE),
                  (parts, processor) ->
                      fromTheFirstEvent(RUN_WORK_SEGMENTS)
                          .apply(parts, processor)
                          .batchSize(RUN_WORK_BATCH));
              // The database would otherwise be asked for each event whether its stream has dead
              // letters.
              for (var group : List.of(TURNS, RUN_WORK)) {
                processing.registerDeadLetteringEventHandlerInvokerConfiguration(
                    group, (_, invoker) -> invoker.enableSequenceIdentifierCache());
              }
            });
  }

  private static PooledStreamingProcessorConfiguration fromTheFirstEvent(int segments) {
    return (_, processor) ->
        processor
            .initialSegmentCount(segments)
            .initialToken(StreamableMessageSource::createTailToken);
  }
}
