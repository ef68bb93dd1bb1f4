package dev.agentledger.saga.run.history;

import dev.agentledger.events.run.ConversationTurn;
import dev.agentledger.events.run.Message;
import java.util.List;

/** What was said in conversations. */
public interface ConversationHistory {

  /** What was said before a turn, oldest first, up to the sequence that the turn names. */
  List<Message> before(String tenant, ConversationTurn turn);
}
