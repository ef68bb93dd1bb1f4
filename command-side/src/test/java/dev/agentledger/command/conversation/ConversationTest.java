package dev.agentledger.command.conversation;

import static dev.agentledger.command.Refusal.refusal;
import static dev.agentledger.events.EventSamples.CONVERSATION;
import static dev.agentledger.events.EventSamples.CONVERSATION_CLOSED;
import static dev.agentledger.events.EventSamples.CONVERSATION_CONTEXT_TRIMMED;
import static dev.agentledger.events.EventSamples.CONVERSATION_OPENED;
import static dev.agentledger.events.EventSamples.CONVERSATION_PERSON_REPLIED;
import static dev.agentledger.events.EventSamples.CONVERSATION_RETURNED_TO_AGENT;
import static dev.agentledger.events.EventSamples.CONVERSATION_TURN_ACCEPTED;
import static dev.agentledger.events.EventSamples.CONVERSATION_TURN_ANSWERED;
import static dev.agentledger.events.EventSamples.CONVERSATION_TURN_FAILED;
import static dev.agentledger.events.EventSamples.CONVERSATION_TURN_QUEUED;
import static dev.agentledger.events.EventSamples.ERROR;

import dev.agentledger.api.CommandRefused.Reason;
import dev.agentledger.api.conversation.CloseConversation;
import dev.agentledger.api.conversation.InterruptTurn;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.api.conversation.RecordTurnAnswered;
import dev.agentledger.api.conversation.RecordTurnFailed;
import dev.agentledger.api.conversation.ReplyAsPerson;
import dev.agentledger.api.conversation.ReturnToAgent;
import dev.agentledger.api.conversation.TakeTurn;
import dev.agentledger.api.conversation.TrimContext;
import dev.agentledger.api.conversation.WhenBusy;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import dev.agentledger.events.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationTest {

  private static final ConversationTurnAccepted NEXT =
      new ConversationTurnAccepted(
          CONVERSATION, "turn-2", null, CONVERSATION.runOf("turn-2"), "ada");
  private static final ConversationTurnAccepted AFTER_HANDOVER =
      new ConversationTurnAccepted(CONVERSATION, "turn-2", null, null, "ada");

  private final FixtureConfiguration<Conversation> conversation =
      new AggregateTestFixture<>(Conversation.class);

  private static TakeTurn turn(String turnId, String content, WhenBusy whenBusy) {
    return new TakeTurn(CONVERSATION, turnId, content, whenBusy, "ada");
  }

  private static final TakeTurn FIRST = turn("turn-1", "How many words?", WhenBusy.ENQUEUE);
  private static final TakeTurn SECOND = turn("turn-2", "And now?", WhenBusy.ENQUEUE);

  @Nested
  class Opening {

    private static final OpenConversation OPEN =
        new OpenConversation(
            CONVERSATION,
            CONVERSATION_OPENED.agentId(),
            CONVERSATION_OPENED.agentSlug(),
            CONVERSATION_OPENED.version(),
            CONVERSATION_OPENED.title(),
            CONVERSATION_OPENED.labels(),
            CONVERSATION_OPENED.contextWindow());

    @Test
    void beginsTheConversation() {
      conversation.givenNoPriorActivity().when(OPEN).expectEvents(CONVERSATION_OPENED);
    }

    @Test
    void twiceRecordsNothingMore() {
      conversation.given(CONVERSATION_OPENED).when(OPEN).expectNoEvents();
    }
  }

  @Nested
  class TakingATurn {

    @Test
    void namesTheRunThatAnswers() {
      conversation.given(CONVERSATION_OPENED).when(FIRST).expectEvents(CONVERSATION_TURN_ACCEPTED);
    }

    @Test
    void twiceRecordsNothingMore() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_ANSWERED)
          .when(FIRST)
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void twiceRecordsNothingMoreEvenAfterTheEnd() {
      conversation
          .given(
              CONVERSATION_OPENED,
              CONVERSATION_TURN_ACCEPTED,
              CONVERSATION_TURN_ANSWERED,
              CONVERSATION_CLOSED)
          .when(FIRST)
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void withTheIdOfAnotherIsRefused() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED)
          .when(turn("turn-1", "How many letters?", WhenBusy.ENQUEUE))
          .expectException(
              refusal(
                  Reason.ALREADY_EXISTS, "Conversation cnv_1 has another turn with the id turn-1"));
    }

    @Test
    void whileAnotherIsAnsweredQueuesIt() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED)
          .when(SECOND)
          .expectEvents(CONVERSATION_TURN_QUEUED);
    }

    @Test
    void whileAnotherIsAnsweredIsRefusedIfThatIsWanted() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED)
          .when(turn("turn-2", "And now?", WhenBusy.REJECT))
          .expectException(
              refusal(Reason.WRONG_STATE, "Conversation cnv_1 is answering turn turn-1"));
    }

    @Test
    void whileAnotherIsAnsweredInterruptsItIfThatIsWanted() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED)
          .when(turn("turn-2", "And now?", WhenBusy.INTERRUPT))
          .expectEvents(
              new ConversationTurnInterrupted(
                  CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), "Turn turn-2 came first"),
              new ConversationTurnAccepted(
                  CONVERSATION, "turn-2", "And now?", CONVERSATION.runOf("turn-2"), "ada"));
    }

    @Test
    void beyondWhatMayWaitIsRefused() {
      var past = new ArrayList<ConversationEvent>();
      past.add(CONVERSATION_OPENED);
      past.add(CONVERSATION_TURN_ACCEPTED);
      for (var i = 0; i < ConversationDecisions.MOST_QUEUED; i++) {
        past.add(new ConversationTurnQueued(CONVERSATION, "waiting-" + i, "?", "ada"));
      }
      conversation
          .given(past)
          .when(SECOND)
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Conversation cnv_1 has 20 turns waiting already; wait for an answer"));
    }

    @Test
    void beyondWhatAConversationHoldsIsRefused() {
      var past = new ArrayList<ConversationEvent>();
      past.add(CONVERSATION_OPENED);
      for (var i = 0; i < ConversationDecisions.MOST_SAID; i++) {
        past.add(
            new ConversationTurnAccepted(
                CONVERSATION, "past-" + i, "?", CONVERSATION.runOf("past-" + i), "ada"));
        past.add(
            new ConversationTurnAnswered(
                CONVERSATION, "past-" + i, CONVERSATION.runOf("past-" + i), "!", Outcome.FINISH));
      }
      conversation
          .given(past)
          .when(FIRST)
          .expectException(
              refusal(
                  Reason.WRONG_STATE,
                  "Conversation cnv_1 has 1000 turns, which is all it can have; open another"));
    }

    @Test
    void thatAPersonAnswersStartsNoRun() {
      conversation
          .given(CONVERSATION_OPENED, new ConversationHandedOver(CONVERSATION, null, null))
          .when(SECOND)
          .expectEvents(
              new ConversationTurnAccepted(CONVERSATION, "turn-2", "And now?", null, "ada"));
    }
  }

  @Nested
  class RecordingAnAnswer {

    private static RecordTurnAnswered answer(Outcome outcome) {
      return new RecordTurnAnswered(
          CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), "Two words", outcome);
    }

    @Test
    void letsTheNextTurnBeAnswered() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_QUEUED)
          .when(answer(Outcome.FINISH))
          .expectEvents(CONVERSATION_TURN_ANSWERED, NEXT);
    }

    @Test
    void ofARunThatWantsAPersonHandsEverythingOver() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_QUEUED)
          .when(answer(Outcome.HANDOVER))
          .expectEvents(
              new ConversationTurnAnswered(
                  CONVERSATION,
                  "turn-1",
                  CONVERSATION.runOf("turn-1"),
                  "Two words",
                  Outcome.HANDOVER),
              new ConversationHandedOver(CONVERSATION, "turn-1", "Two words"),
              AFTER_HANDOVER);
    }

    @Test
    void twiceRecordsNothingMore() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_ANSWERED)
          .when(answer(Outcome.FINISH))
          .expectNoEvents();
    }

    @Test
    void ofAnInterruptedTurnChangesNothing() {
      conversation
          .given(
              CONVERSATION_OPENED,
              CONVERSATION_TURN_ACCEPTED,
              new ConversationTurnInterrupted(
                  CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), "enough"))
          .when(answer(Outcome.FINISH))
          .expectNoEvents();
    }

    @Test
    void thatThereIsNoneLetsTheNextTurnBeAnswered() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_QUEUED)
          .when(new RecordTurnFailed(CONVERSATION, "turn-1", CONVERSATION.runOf("turn-1"), ERROR))
          .expectEvents(CONVERSATION_TURN_FAILED, NEXT);
    }
  }

  @Nested
  class TrimmingTheContext {

    private static final TrimContext TRIM =
        new TrimContext(
            CONVERSATION,
            "turn-1",
            CONVERSATION_CONTEXT_TRIMMED.turns(),
            CONVERSATION_CONTEXT_TRIMMED.summary(),
            CONVERSATION_CONTEXT_TRIMMED.summaryRunId(),
            CONVERSATION_CONTEXT_TRIMMED.tokensBefore(),
            CONVERSATION_CONTEXT_TRIMMED.tokensAfter(),
            CONVERSATION_CONTEXT_TRIMMED.note());

    @Test
    void isRecorded() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED)
          .when(TRIM)
          .expectEvents(CONVERSATION_CONTEXT_TRIMMED);
    }

    @Test
    void happensOnceATurn() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_CONTEXT_TRIMMED)
          .when(TRIM)
          .expectNoEvents();
    }
  }

  @Nested
  class Interrupting {

    @Test
    void aQueuedTurnTakesItOutOfTheQueue() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_QUEUED)
          .when(new InterruptTurn(CONVERSATION, "turn-2", "never mind"))
          .expectEvents(
              new ConversationTurnInterrupted(CONVERSATION, "turn-2", null, "never mind"));
    }
  }

  @Nested
  class WithAPerson {

    private static final ConversationHandedOver HANDED_OVER =
        new ConversationHandedOver(CONVERSATION, null, null);
    private static final ReplyAsPerson REPLY =
        new ReplyAsPerson(CONVERSATION, "reply-1", "I look into it", "grace");

    @Test
    void thePersonReplies() {
      conversation
          .given(CONVERSATION_OPENED, HANDED_OVER)
          .when(REPLY)
          .expectEvents(CONVERSATION_PERSON_REPLIED);
    }

    @Test
    void aRepeatedReplyRecordsNothingMore() {
      conversation
          .given(CONVERSATION_OPENED, HANDED_OVER, CONVERSATION_PERSON_REPLIED)
          .when(REPLY)
          .expectNoEvents();
    }

    @Test
    void anotherReplyUnderTheSameIdIsRefused() {
      conversation
          .given(CONVERSATION_OPENED, HANDED_OVER, CONVERSATION_PERSON_REPLIED)
          .when(new ReplyAsPerson(CONVERSATION, "reply-1", "No", "grace"))
          .expectException(
              refusal(
                  Reason.ALREADY_EXISTS,
                  "Conversation cnv_1 has another turn or reply with the id reply-1"));
    }

    @Test
    void theAgentAnswersAgainAfterTheReturn() {
      conversation
          .given(List.of(CONVERSATION_OPENED, HANDED_OVER, CONVERSATION_RETURNED_TO_AGENT))
          .when(FIRST)
          .expectEvents(CONVERSATION_TURN_ACCEPTED);
    }

    @Test
    void aReturnIsRecorded() {
      conversation
          .given(CONVERSATION_OPENED, HANDED_OVER)
          .when(new ReturnToAgent(CONVERSATION, "Settled"))
          .expectEvents(CONVERSATION_RETURNED_TO_AGENT);
    }
  }

  @Nested
  class Closing {

    @Test
    void leavesWhatIsToBeAnsweredWithoutAnAnswer() {
      conversation
          .given(CONVERSATION_OPENED, CONVERSATION_TURN_ACCEPTED, CONVERSATION_TURN_QUEUED)
          .when(new CloseConversation(CONVERSATION, "Said and done"))
          .expectEvents(
              new ConversationTurnInterrupted(
                  CONVERSATION,
                  "turn-1",
                  CONVERSATION.runOf("turn-1"),
                  "The conversation was closed"),
              new ConversationTurnInterrupted(
                  CONVERSATION, "turn-2", null, "The conversation was closed"),
              CONVERSATION_CLOSED);
    }
  }
}
