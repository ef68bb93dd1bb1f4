package dev.agentledger.saga.conversation;

import dev.agentledger.events.conversation.ConversationTurnAccepted;
import dev.agentledger.events.conversation.ConversationTurnInterrupted;
import dev.agentledger.events.run.RunCancelled;
import dev.agentledger.events.run.RunCompleted;
import dev.agentledger.events.run.RunFailed;
import dev.agentledger.events.run.RunSuspended;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.stereotype.Component;

/** The durable way from a turn to its run and back: by the event stream. */
@Component
@ProcessingGroup(TurnProcess.PROCESS)
public class WhenTurnsAndRunsMoveThenTheOtherFollows {

  private final TurnReactions reactions;

  public WhenTurnsAndRunsMoveThenTheOtherFollows(TurnReactions reactions) {
    this.reactions = reactions;
  }

  @EventHandler
  void on(ConversationTurnAccepted accepted, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }

  @EventHandler
  void on(ConversationTurnInterrupted interrupted, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }

  @EventHandler
  void on(RunCompleted completed, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }

  @EventHandler
  void on(RunFailed failed, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }

  @EventHandler
  void on(RunCancelled cancelled, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }

  @EventHandler
  void on(RunSuspended suspended, EventMessage<?> event) {
    reactions.toItsEnd(event);
  }
}
