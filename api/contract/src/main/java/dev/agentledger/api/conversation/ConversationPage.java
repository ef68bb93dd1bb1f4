package dev.agentledger.api.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of conversations, newest first.
 *
 * @param next cursor of the page after this one; absent on the last
 */
public record ConversationPage(List<ConversationView> items, @Nullable String next) {

  public ConversationPage {
    items = List.copyOf(items);
  }
}
