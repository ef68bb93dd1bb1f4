package dev.agentledger.server.conversation;

import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.FindConversation;
import dev.agentledger.events.conversation.ConversationId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.Resource;
import java.net.URI;

/** A conversation as a resource of its caller's tenant. */
final class ConversationResource {

  private ConversationResource() {}

  /** The conversation that an address names. */
  static Resource<ConversationView> named(Caller caller, String conversation) {
    return of(caller, idOf(conversation));
  }

  static Resource<ConversationView> of(Caller caller, ConversationId id) {
    return new Resource<>(
        "conversation " + id,
        new FindConversation(caller.tenant(), id),
        ConversationView.class,
        ConversationView::streamVersion);
  }

  static ConversationId idOf(String conversation) {
    if (conversation.isBlank()) {
      throw Problem.of(ProblemType.NOT_FOUND, "There is no conversation without an id");
    }
    return new ConversationId(conversation);
  }

  static URI addressOf(ConversationId id) {
    return URI.create("/api/v1/conversations/" + id);
  }
}
