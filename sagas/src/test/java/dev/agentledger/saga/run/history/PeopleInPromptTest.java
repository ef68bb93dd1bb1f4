package dev.agentledger.saga.run.history;

import static dev.agentledger.events.EventSamples.GRACE;
import static dev.agentledger.events.EventSamples.NOON;
import static dev.agentledger.events.EventSamples.RUN;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_COMPLETED;
import static dev.agentledger.events.EventSamples.RUN_MODEL_CALL_REQUESTED;
import static dev.agentledger.events.EventSamples.RUN_REQUESTED;
import static dev.agentledger.events.EventSamples.RUN_TOOL_CALL_HELD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.events.run.RunToolCallFailed;
import dev.agentledger.events.run.RunToolCallIntended;
import dev.agentledger.events.run.RunToolCallRejected;
import dev.agentledger.events.run.RunToolCallSucceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a model is told about calls on which people decided. */
class PeopleInPromptTest {

  private static final RunToolCallSucceeded SUCCEEDED =
      new RunToolCallSucceeded(RUN, "call_1_1", 1, Map.of("refunded", true), 5, null);

  @Test
  void aRejectedCallIsAnErrorWithTheComment() {
    assertThat(
            told(
                new RunToolCallRejected(
                    RUN, "call_1_1", "A person rejected the call: Too much", GRACE)))
        .isEqualTo("{\"error\":\"A person rejected the call: Too much\"}");
  }

  @Test
  void anApprovedCallHasItsResultAndNothingElse() {
    assertThat(told(intended(Map.of("order", 7), RUN_TOOL_CALL_HELD.argumentsHash()), SUCCEEDED))
        .isEqualTo("{\"refunded\":true}");
  }

  @Test
  void aCallThatAPersonChangedSaysSo() {
    assertThat(told(intended(Map.of("order", 8), "sha256:eight"), SUCCEEDED))
        .isEqualTo(
            "{\"arguments\":{\"order\":8},"
                + "\"note\":\"A person changed the arguments before the call was made\","
                + "\"result\":{\"refunded\":true}}");
  }

  @Test
  void soDoesOneThatFailed() {
    assertThat(
            told(
                intended(Map.of("order", 8), "sha256:eight"),
                new RunToolCallFailed(
                    RUN,
                    "call_1_1",
                    1,
                    new CallFailure("http", "No such order", false, null),
                    true,
                    5,
                    null)))
        .isEqualTo(
            "{\"arguments\":{\"order\":8},\"error\":\"No such order\","
                + "\"note\":\"A person changed the arguments before the call was made\"}");
  }

  private static String told(RunEvent... afterTheHold) {
    var events =
        new ArrayList<RunEvent>(
            List.of(
                RUN_REQUESTED,
                RUN_MODEL_CALL_REQUESTED,
                RUN_MODEL_CALL_COMPLETED,
                RUN_TOOL_CALL_HELD));
    events.addAll(List.of(afterTheHold));
    var entries = new ArrayList<RunHistory.Entry>();
    for (var event : events) {
      entries.add(new RunHistory.Entry(entries.size(), NOON, event, 0));
    }
    var history = RunHistory.of(Envelope.of("acme", "ada", "api-key:key_1"), entries);
    return Prompt.at(List.of(), history, 2).stream()
        .filter(message -> message.role() == Message.Role.TOOL)
        .map(Message::text)
        .findFirst()
        .orElseThrow();
  }

  private static RunToolCallIntended intended(Map<String, Object> arguments, String hash) {
    return new RunToolCallIntended(
        RUN,
        1,
        "call_1_1",
        "refund",
        arguments,
        hash,
        1,
        "run_1:call_1_1",
        0,
        List.of(GRACE),
        null);
  }
}
