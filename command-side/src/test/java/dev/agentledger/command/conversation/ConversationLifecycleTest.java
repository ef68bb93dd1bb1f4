package dev.agentledger.command.conversation;

import static dev.agentledger.events.EventSamples.AGENT;
import static dev.agentledger.events.EventSamples.CONVERSATION;
import static dev.agentledger.events.EventSamples.ERROR;
import static dev.agentledger.events.EventSamples.SLUG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.conversation.CloseConversation;
import dev.agentledger.api.conversation.ConversationCommand;
import dev.agentledger.api.conversation.HandOverConversation;
import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.api.conversation.RecordTurnAnswered;
import dev.agentledger.api.conversation.RecordTurnFailed;
import dev.agentledger.api.conversation.ReplyAsPerson;
import dev.agentledger.api.conversation.ReturnToAgent;
import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.TrimContext;
import dev.agentledger.api.conversation.WhenBusy;
import dev.agentledger.command.Outcomes;
import dev.agentledger.command.conversation.ConversationState.Absent;
import dev.agentledger.command.conversation.ConversationState.Closed;
import dev.agentledger.command.conversation.ConversationState.Running;
import dev.agentledger.command.conversation.ConversationState.Said;
import dev.agentledger.command.conversation.ConversationState.Waiting;
import dev.agentledger.command.conversation.ConversationState.WithAgent;
import dev.agentledger.command.conversation.ConversationState.WithPerson;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The whole lifecycle on one page; a new state or command changes the table or fails to compile.
 * Answers are those of the turn {@code t1}; what comes new is {@code t3}.
 */
class ConversationLifecycleTest {

  private static final List<ConversationCommand> COMMANDS =
      List.of(
          new OpenConversation(
              CONVERSATION, AGENT, SLUG, null, null, Map.of(), ContextWindow.DEFAULT),
          new TakeTurn(CONVERSATION, "t3", "three", WhenBusy.ENQUEUE, "ada"),
          new TrimContext(CONVERSATION, "t1", List.of("t0"), null, null, 9, 3, null),
          new RecordTurnAnswered(CONVERSATION, "t1", CONVERSATION.runOf("t1"), "1", Outcome.FINISH),
          new RecordTurnFailed(CONVERSATION, "t1", CONVERSATION.runOf("t1"), ERROR),
          new InterruptTurn(CONVERSATION, "t1", "enough"),
          new HandOverConversation(CONVERSATION, null),
          new ReplyAsPerson(CONVERSATION, "r1", "yes", "grace"),
          new ReturnToAgent(CONVERSATION, null),
          new CloseConversation(CONVERSATION, null));

  @Test
  void everyCommandInEveryState() {
    assertThat(Outcomes.table(states(), COMMANDS, ConversationDecisions::decide))
        .isEqualToNormalizingWhitespace(
            """
            Absent         | ConversationOpened | NOT_FOUND                | NOT_FOUND                  | NOT_FOUND                | NOT_FOUND              | NOT_FOUND                   | NOT_FOUND                                            | NOT_FOUND                 | NOT_FOUND                   | NOT_FOUND
            Idle           | nothing            | ConversationTurnAccepted | nothing                    | nothing                  | nothing                | nothing                     | ConversationHandedOver                               | WRONG_STATE               | nothing                     | ConversationClosed
            Answering      | nothing            | ConversationTurnQueued   | ConversationContextTrimmed | ConversationTurnAnswered | ConversationTurnFailed | ConversationTurnInterrupted | ConversationTurnInterrupted + ConversationHandedOver | WRONG_STATE               | nothing                     | ConversationTurnInterrupted + ConversationClosed
            Trimmed, queue | nothing            | ConversationTurnQueued   | nothing                    | ConversationTurnAnswered + ConversationTurnAccepted | ConversationTurnFailed + ConversationTurnAccepted | ConversationTurnInterrupted + ConversationTurnAccepted | ConversationTurnInterrupted + ConversationHandedOver + ConversationTurnAccepted | WRONG_STATE | nothing | ConversationTurnInterrupted + ConversationTurnInterrupted + ConversationClosed
            Another turn   | nothing            | ConversationTurnQueued   | nothing                    | nothing                  | nothing                | nothing                     | ConversationTurnInterrupted + ConversationHandedOver | WRONG_STATE               | nothing                     | ConversationTurnInterrupted + ConversationClosed
            With a person  | nothing            | ConversationTurnAccepted | nothing                    | nothing                  | nothing                | nothing                     | nothing                                              | ConversationPersonReplied | ConversationReturnedToAgent | ConversationClosed
            Closed         | nothing            | WRONG_STATE              | nothing                    | nothing                  | nothing                | nothing                     | WRONG_STATE                                          | WRONG_STATE               | WRONG_STATE                 | nothing
            """);
  }

  private static Map<String, ConversationState> states() {
    var said = List.of(Said.of("t0", "zero"), Said.of("t1", "one"), Said.of("t2", "two"));
    var states = new LinkedHashMap<String, ConversationState>();
    states.put("Absent", new Absent());
    states.put("Idle", new WithAgent(said, null, List.of()));
    states.put("Answering", new WithAgent(said, running("t1", false), List.of()));
    states.put(
        "Trimmed, queue",
        new WithAgent(said, running("t1", true), List.of(new Waiting("t2", "ada"))));
    states.put("Another turn", new WithAgent(said, running("t2", false), List.of()));
    states.put("With a person", new WithPerson(said));
    states.put("Closed", new Closed(said));
    return states;
  }

  private static Running running(String turnId, boolean trimmed) {
    return new Running(turnId, CONVERSATION.runOf(turnId), trimmed);
  }
}
