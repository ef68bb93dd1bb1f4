package dev.agentledger.saga.run;

import static dev.agentledger.events.EventSamples.RUN_CANCELLED;
import static dev.agentledger.events.EventSamples.RUN_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_FAILED;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_REQUESTED;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class BriefRunsTest {

  private final List<DomainEventMessage<?>> events = new ArrayList<>();

  @Test
  void ofARunThatBeginsAndCompletesItsBeginningAndEndAreBrought() {
    var begun = happens("brief", RUN_REQUESTED);
    happens("brief", RUN_MODEL_CALL_REQUESTED);
    happens("brief", RUN_MODEL_CALL_COMPLETED);
    var completed = happens("brief", RUN_COMPLETED);

    assertThat(BriefRuns.abridged(events)).isEqualTo(List.of(begun, completed));
  }

  @Test
  void aRunThatGoesOnIsBroughtWhole() {
    happens("going on", RUN_REQUESTED);
    happens("going on", RUN_MODEL_CALL_REQUESTED);

    assertThat(BriefRuns.abridged(events)).isEqualTo(events);
  }

  @Test
  void soIsOneThatBeganEarlier() {
    happens("older", RUN_MODEL_CALL_COMPLETED);
    happens("older", RUN_COMPLETED);

    assertThat(BriefRuns.abridged(events)).isEqualTo(events);
  }

  @Test
  void andOneThatMayHaveSomethingOutAtItsEnd() {
    happens("failed", RUN_REQUESTED);
    happens("failed", RUN_MODEL_CALL_REQUESTED);
    happens("failed", RUN_FAILED);
    happens("cancelled", RUN_REQUESTED);
    happens("cancelled", RUN_MODEL_CALL_REQUESTED);
    happens("cancelled", RUN_CANCELLED);

    assertThat(BriefRuns.abridged(events)).isEqualTo(events);
  }

  @Test
  void whatTheOthersDoMeanwhileKeepsItsPlace() {
    var others = happens("going on", RUN_REQUESTED);
    var begun = happens("brief", RUN_REQUESTED);
    var othersCall = happens("going on", RUN_MODEL_CALL_REQUESTED);
    happens("brief", RUN_MODEL_CALL_REQUESTED);
    var completed = happens("brief", RUN_COMPLETED);
    var othersAnswer = happens("going on", RUN_MODEL_CALL_COMPLETED);

    assertThat(BriefRuns.abridged(events))
        .isEqualTo(List.of(others, begun, othersCall, completed, othersAnswer));
  }

  @Test
  void whatIsOfNoStreamIsBrought() {
    var passed = GenericEventMessage.asEventMessage("passed");
    happens("brief", RUN_REQUESTED);
    happens("brief", RUN_COMPLETED);

    assertThat(BriefRuns.abridged(List.of(passed, events.getFirst(), events.getLast())))
        .isEqualTo(List.of(passed, events.getFirst(), events.getLast()));
  }

  private DomainEventMessage<?> happens(String run, RunEvent event) {
    var message = new GenericDomainEventMessage<>("run", run, events.size(), event);
    events.add(message);
    return message;
  }
}
