package dev.agentledger.saga.conversation;

import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Message;
import dev.agentledger.saga.model.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a conversation has no room any more when a turn is to be answered.
 *
 * @param turns that are left out, oldest first
 * @param last sequence of the last event about them
 */
record Room(List<String> turns, long last, long tokensBefore, long tokensAfter) {

  /** Of the envelope that protocols put around each message. */
  private static final int AROUND_MESSAGE = 4;

  /** What a summary may take. */
  private static final int FOR_SUMMARY = 400;

  /** Empty when there is room for everything. */
  static Optional<Room> lackingIn(Transcript transcript, String turnId) {
    var window = transcript.opened().contextWindow();
    var older = transcript.entries().stream().filter(entry -> !entry.id().equals(turnId)).toList();
    var before = tokensOf(transcript.messagesWithout(turnId)) + tokensOfTurn(transcript, turnId);
    if (before <= window.maxTokens() || older.isEmpty()) {
      return Optional.empty();
    }
    var left = before + margin(transcript, window);
    var target = target(window);
    var dropped = new ArrayList<String>();
    var last = 0L;
    for (var entry : older) {
      if (left <= target) {
        break;
      }
      left -= tokensOf(entry.messages());
      dropped.add(entry.id());
      last = Math.max(last, entry.last());
    }
    return Optional.of(new Room(List.copyOf(dropped), last, before, left));
  }

  /** What a run was told that was to sum it up. */
  Room upTo(Transcript transcript, ConversationTurn told) {
    var summed =
        transcript.entries().stream()
            .filter(entry -> entry.last() <= told.sequence() && !entry.id().equals(told.turnId()))
            .map(Transcript.Entry::id)
            .toList();
    return new Room(summed, told.sequence(), tokensBefore, tokensAfter);
  }

  /** A summary costs a model call, so it makes room for several turns. */
  private static long target(ContextWindow window) {
    return switch (window.overflow()) {
      case DROP -> window.maxTokens();
      case SUMMARISE -> window.maxTokens() / 2;
    };
  }

  private static long margin(Transcript transcript, ContextWindow window) {
    return switch (window.overflow()) {
      case DROP -> 0;
      case SUMMARISE -> FOR_SUMMARY - Tokens.of(transcript.summary());
    };
  }

  private static long tokensOfTurn(Transcript transcript, String turnId) {
    return transcript.entries().stream()
        .filter(entry -> entry.id().equals(turnId))
        .mapToLong(entry -> tokensOf(entry.messages()))
        .sum();
  }

  private static long tokensOf(List<Message> messages) {
    return messages.stream()
        .mapToLong(message -> Tokens.ofMessage(message) + (long) AROUND_MESSAGE)
        .sum();
  }
}
