package dev.agentledger.api.conversation;

import dev.agentledger.events.agent.AgentDefinition;
import java.util.List;

/**
 * Ask which input of an agent says what these messages say; answered by a {@link ChatInput}.
 *
 * @param messages the last of which is the user's
 */
public record ReadChat(AgentDefinition definition, List<ChatMessage> messages) {

  public ReadChat {
    messages = List.copyOf(messages);
  }
}
