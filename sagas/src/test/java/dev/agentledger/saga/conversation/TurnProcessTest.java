package dev.agentledger.saga.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.EventSamples;
import dev.agentledger.events.conversation.ConversationId;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class TurnProcessTest {

  private static final ConversationId CONVERSATION = new ConversationId("cnv_1");

  @Test
  void whatRunsOfNoConversationDoDoesNotConcernIt() {
    var answer = endOf(CONVERSATION.runOf("turn_1").value());
    var summary = endOf(CONVERSATION.summaryRunBefore("turn_1").value());
    var other = endOf("run_1");
    var ofNoStream = GenericEventMessage.asEventMessage("passed");

    assertThat(TurnProcess.concerning(List.of(other, answer, ofNoStream, other, summary)))
        .isEqualTo(List.of(answer, ofNoStream, summary));
  }

  private static EventMessage<?> endOf(String run) {
    return new GenericDomainEventMessage<>("run", run, 9, EventSamples.RUN_COMPLETED);
  }
}
