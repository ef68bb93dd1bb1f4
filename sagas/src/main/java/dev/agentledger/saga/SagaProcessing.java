package dev.agentledger.saga;

import dev.agentledger.saga.agent.PromotionSaga;
import dev.agentledger.saga.approval.ApprovalDeadlineSaga;
import dev.agentledger.saga.approval.ToolApprovalSaga;
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

  private static final int RUN_WORK_SEGMENTS = 8;
  private static final int RUN_WORK_BATCH = 100;

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
                  "conversation-turns", fromTheFirstEvent(SAGA_SEGMENTS));
              processing.registerPooledStreamingEventProcessorConfiguration(
                  "run-work",
                  (axonConfiguration, processor) ->
                      fromTheFirstEvent(RUN_WORK_SEGMENTS)
                          .apply(axonConfiguration, processor)
                          .batchSize(RUN_WORK_BATCH));
            });
  }

  private static PooledStreamingProcessorConfiguration fromTheFirstEvent(int segments) {
    return (_, processor) ->
        processor
            .initialSegmentCount(segments)
            .initialToken(StreamableMessageSource::createTailToken);
  }
}
