package dev.agentledger.server.conversation;

import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.conversation.OpenConversation;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.conversation.ContextWindow;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What conversation is to begin.
 *
 * @param agent its id or its slug
 * @param version number, hash, {@code latest} or {@code draft}: that version answers every turn;
 *     absent or {@code active}: the version that is active then
 * @param labels for finding the conversation again
 * @param contextWindow how much of the conversation the agent is told with each turn
 */
record ConversationOrder(
    String agent,
    @Nullable String version,
    @Nullable String title,
    @Nullable Map<String, String> labels,
    @Nullable ContextWindow contextWindow) {

  private static final int LONGEST_TITLE = 200;
  private static final int MOST_LABELS = 32;
  private static final int LONGEST_LABEL = 200;
  private static final int FEWEST_TOKENS = 200;
  private static final int MOST_TOKENS = 1_000_000;

  /** The command; a problem when it could not be found again or the agent would be told nothing. */
  OpenConversation command(ConversationId id, AgentView agentView, @Nullable VersionRef pinned) {
    var window = Objects.requireNonNullElse(contextWindow, ContextWindow.DEFAULT);
    require(
        window.maxTokens() >= FEWEST_TOKENS && window.maxTokens() <= MOST_TOKENS,
        "contextWindow: maxTokens is between %d and %d".formatted(FEWEST_TOKENS, MOST_TOKENS));
    require(
        title == null || title.length() <= LONGEST_TITLE,
        "title: has at most %d characters".formatted(LONGEST_TITLE));
    return new OpenConversation(
        id, agentView.agentId(), agentView.slug(), pinned, title, checkedLabels(), window);
  }

  private Map<String, String> checkedLabels() {
    var given = Objects.requireNonNullElse(labels, Map.<String, String>of());
    require(
        given.size() <= MOST_LABELS,
        "labels: a conversation has at most %d".formatted(MOST_LABELS));
    given.forEach(
        (key, value) -> {
          require(
              !key.isBlank() && !key.contains(":") && key.length() <= LONGEST_LABEL,
              "labels: a key is not blank, has no colon and at most %d characters"
                  .formatted(LONGEST_LABEL));
          require(
              value != null && value.length() <= LONGEST_LABEL,
              "labels: a value is a text of at most %d characters".formatted(LONGEST_LABEL));
        });
    return given;
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw Problem.of(ProblemType.INVALID, problem);
    }
  }
}
