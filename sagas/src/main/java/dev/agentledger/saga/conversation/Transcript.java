package dev.agentledger.saga.conversation;

import dev.agentledger.events.conversation.ConversationClosed;
import dev.agentledger.events.conversation.ConversationContextTrimmed;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.events.conversation.ConversationHandedOver;
import dev.agentledger.events.conversation.ConversationOpened;
import dev.agentledger.events.conversation.ConversationPersonReplied;
import dev.agentledger.events.conversation.ConversationReturnedToAgent;
import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnAnswered;
import dev.agentledger.events.conversation.ConversationTurnFailed;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.conversation.ConversationTurnQueued;
import dev.agentledger.events.run.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a conversation, as its agent is told it.
 *
 * @param summary of what is left out
 * @param entries in the order in which they were said
 */
record Transcript(ConversationOpened opened, @Nullable String summary, List<Entry> entries) {

  private static final String SUMMARY = "Summary of what was said before:\n\n";

  /**
   * A turn with its answer, or what a person said in the agent's place.
   *
   * @param question absent for a reply
   * @param answer absent as long as there is none
   * @param running whether the agent is to answer and has not
   * @param last sequence of the last event about it
   */
  record Entry(
      String id,
      @Nullable String question,
      @Nullable String answer,
      boolean running,
      boolean trimmed,
      String by,
      long last) {

    List<Message> messages() {
      return Stream.of(
              Optional.ofNullable(question).map(Message::user),
              Optional.ofNullable(answer).map(said -> Message.assistant(said, List.of())))
          .flatMap(Optional::stream)
          .toList();
    }

    private Entry settled(@Nullable String text, long sequence) {
      return new Entry(id, question, text, false, trimmed, by, sequence);
    }

    private Entry withRoom() {
      return new Entry(id, question, answer, running, true, by, last);
    }
  }

  Transcript {
    entries = List.copyOf(entries);
  }

  /** Everything but one turn, oldest first. */
  List<Message> messagesWithout(String turnId) {
    return Stream.concat(
            Stream.ofNullable(summary).map(text -> Message.user(SUMMARY + text)),
            entries.stream()
                .filter(entry -> !entry.id().equals(turnId))
                .flatMap(entry -> entry.messages().stream()))
        .toList();
  }

  /** The turn, if its agent still has to answer it. */
  Optional<Entry> running(String turnId) {
    return entries.stream()
        .filter(entry -> entry.id().equals(turnId) && entry.running())
        .findFirst();
  }

  /** Reads the events of one conversation, in their order. */
  static final class Reader {

    private final Map<String, String> queued = new HashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private @Nullable ConversationOpened opened;
    private @Nullable String summary;

    void read(ConversationEvent event, long sequence) {
      switch (event) {
        case ConversationOpened opening -> opened = opening;
        case ConversationTurnQueued(_, var turnId, var content, _) -> queued.put(turnId, content);
        case ConversationTurnAccepted accepted -> accepted(accepted, sequence);
        case ConversationTurnAnswered(_, var turnId, _, var text, _) ->
            settle(turnId, text, sequence);
        case ConversationTurnFailed(_, var turnId, _, _) -> settle(turnId, null, sequence);
        case ConversationTurnInterrupted(_, var turnId, _, _) -> settle(turnId, null, sequence);
        case ConversationPersonReplied(_, var replyId, var text, var by) ->
            entries.put(replyId, new Entry(replyId, null, text, false, false, by, sequence));
        case ConversationContextTrimmed trimmed -> trimmed(trimmed);
        case ConversationHandedOver _, ConversationReturnedToAgent _, ConversationClosed _ -> {}
      }
    }

    private void accepted(ConversationTurnAccepted accepted, long sequence) {
      var turnId = accepted.turnId();
      var waited = queued.remove(turnId);
      entries.put(
          turnId,
          new Entry(
              turnId,
              accepted.content() == null ? waited : accepted.content(),
              null,
              accepted.runId() != null,
              false,
              accepted.by(),
              sequence));
    }

    private void settle(String turnId, @Nullable String answer, long sequence) {
      entries.computeIfPresent(turnId, (_, entry) -> entry.settled(answer, sequence));
    }

    private void trimmed(ConversationContextTrimmed trimmed) {
      trimmed.turns().forEach(entries::remove);
      entries.computeIfPresent(trimmed.turnId(), (_, entry) -> entry.withRoom());
      summary = trimmed.summary() == null ? summary : trimmed.summary();
    }

    /** Empty for a conversation that does not exist. */
    Optional<Transcript> transcript() {
      return Optional.ofNullable(opened)
          .map(opening -> new Transcript(opening, summary, List.copyOf(entries.values())));
    }
  }
}
