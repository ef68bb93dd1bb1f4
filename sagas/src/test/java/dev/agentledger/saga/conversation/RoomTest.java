package dev.agentledger.saga.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ContextWindow.Overflow;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationPersonReplied;
import dev.agentledger.events.conversation.ConversationReturnedToAgent;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an agent is told of a conversation, and what has no room. */
class RoomTest {

  private static final ConversationId ID = new ConversationId("cnv_1");
  private static final String LONG = "word ".repeat(200);

  private static ConversationOpened opened(int tokens, Overflow overflow) {
    return new ConversationOpened(
        ID,
        AgentId.of("acme", "support"),
        "support",
        null,
        null,
        Map.of(),
        new ContextWindow(tokens, overflow));
  }

  private static ConversationTurnAccepted accepted(String turn, String text) {
    return new ConversationTurnAccepted(ID, turn, text, ID.runOf(turn), "ada");
  }

  private static ConversationTurnAnswered answered(String turn, String text) {
    return new ConversationTurnAnswered(ID, turn, ID.runOf(turn), text, Outcome.FINISH);
  }

  private static Transcript transcript(List<ConversationEvent> events) {
    var reader = new Transcript.Reader();
    for (var i = 0; i < events.size(); i++) {
      reader.read(events.get(i), i);
    }
    return reader.transcript().orElseThrow();
  }

  private static Transcript transcript(ConversationEvent... events) {
    return transcript(List.of(events));
  }

  @Nested
  class Telling {

    @Test
    void turnsAndAnswersAreToldInTheOrderInWhichTheyWereTaken() {
      var transcript =
          transcript(
              opened(1_000, Overflow.DROP),
              accepted("t1", "one?"),
              new ConversationTurnQueued(ID, "t2", "two?", "ada"),
              answered("t1", "one!"),
              accepted("t2", null));

      assertThat(transcript.messagesWithout("t2"))
          .containsExactly(Message.user("one?"), Message.assistant("one!", List.of()));
      assertThat(transcript.running("t2").orElseThrow().question()).isEqualTo("two?");
      assertThat(transcript.running("t1")).isEmpty();
    }

    @Test
    void whatAPersonSaidIsToldAsTheAgentsAndWhatWasInterruptedAsAQuestion() {
      var transcript =
          transcript(
              opened(1_000, Overflow.DROP),
              accepted("t1", "one?"),
              new ConversationTurnInterrupted(ID, "t1", ID.runOf("t1"), "A person takes over"),
              new ConversationHandedOver(ID, null, null),
              new ConversationTurnAccepted(ID, "t2", "two?", null, "ada"),
              new ConversationPersonReplied(ID, "r1", "I am here", "grace"),
              new ConversationReturnedToAgent(ID, null),
              accepted("t3", "three?"));

      assertThat(transcript.messagesWithout("t3"))
          .containsExactly(
              Message.user("one?"),
              Message.user("two?"),
              Message.assistant("I am here", List.of()));
      assertThat(transcript.running("t2")).as("answered by a person").isEmpty();
    }

    @Test
    void aSummaryStandsForWhatWasLeftOut() {
      var transcript =
          transcript(
              opened(1_000, Overflow.SUMMARISE),
              accepted("t1", "one?"),
              answered("t1", "one!"),
              accepted("t2", "two?"),
              new ConversationContextTrimmed(
                  ID, "t2", List.of("t1"), "One was asked", null, 9, 5, null));

      assertThat(transcript.messagesWithout("t2"))
          .containsExactly(Message.user("Summary of what was said before:\n\nOne was asked"));
      assertThat(transcript.running("t2").orElseThrow().trimmed()).isTrue();
    }
  }

  @Nested
  class LeavingOut {

    private List<ConversationEvent> longTalk(int tokens, Overflow overflow) {
      var events = new ArrayList<ConversationEvent>();
      events.add(opened(tokens, overflow));
      for (var i = 1; i <= 5; i++) {
        events.add(accepted("t" + i, LONG));
        events.add(answered("t" + i, "!"));
      }
      events.add(accepted("t6", "short?"));
      return events;
    }

    @Test
    void nothingWhileThereIsRoom() {
      assertThat(Room.lackingIn(transcript(longTalk(10_000, Overflow.DROP)), "t6")).isEmpty();
    }

    @Test
    void theOldestTurnsGoUntilTheRestFits() {
      var room = Room.lackingIn(transcript(longTalk(700, Overflow.DROP)), "t6").orElseThrow();

      assertThat(room.turns()).containsExactly("t1", "t2");
      assertThat(room.tokensBefore()).isBetween(1_000L, 1_100L);
      assertThat(room.tokensAfter()).isLessThanOrEqualTo(700);
    }

    @Test
    void aSummaryMakesRoomForSeveralTurnsAndKnowsWhereTheyEnd() {
      var room =
          Room.lackingIn(transcript(longTalk(1_000, Overflow.SUMMARISE)), "t6").orElseThrow();

      assertThat(room.turns()).containsExactly("t1", "t2", "t3", "t4", "t5");
      assertThat(room.last()).as("the answer to the fifth turn").isEqualTo(10);
    }

    @Test
    void theTurnItselfIsNeverLeftOut() {
      var room =
          Room.lackingIn(
                  transcript(
                      opened(200, Overflow.DROP),
                      accepted("t1", "one?"),
                      answered("t1", "one!"),
                      accepted("t2", LONG + LONG)),
                  "t2")
              .orElseThrow();

      assertThat(room.turns()).containsExactly("t1");
    }
  }
}
