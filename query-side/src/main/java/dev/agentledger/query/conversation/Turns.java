package dev.agentledger.query.conversation;


/**
 * The table of what was said.
 *
 * <p>A turn goes through at most one event of each kind: said, begun, ended, left out of the
 * context. So all events of a kind are written at once, and the kinds in this order.
 */
final class Turns {

  private Turns() {}

  /** A change of one turn. */
  private record Row(
      String conversationId,
      String turnId,
      TurnStatus status,
      ProjectedEvent event,
      @Nullable String text,
      @Nullable String by,
      @Nullable RunId runId,
      @Nullable Outcome outcome,
      @Nullable RunError error) {}

  static void save(Connection connection, List<ProjectedEvent> events) throws SQLException {
    var said = new ArrayList<Row>();
    var begun = new ArrayList<Row>();
    var ended = new ArrayList<Row>();
    var leftOut = new ArrayList<Row>();
    for (var event : events) {
      switch ((ConversationEvent) event.fact()) {
        case ConversationTurnQueued queued ->
            said.add(
                said(queued, queued.turnId(), TurnStatus.QUEUED, event, queued.content())
                    .by(queued.by(), null));
        case ConversationPersonReplied reply ->
            said.add(
                said(reply, reply.replyId(), TurnStatus.REPLY, event, reply.text())
                    .by(reply.by(), null));
        case ConversationTurnAccepted accepted -> {
          var row =
              said(accepted, accepted.turnId(), statusOf(accepted), event, accepted.content())
                  .by(accepted.by(), accepted.runId());
          (accepted.content() == null ? begun : said).add(row);
        }
        case ConversationTurnAnswered(var id, var turnId, _, var text, var outcome) ->
            ended.add(ended(id, turnId, TurnStatus.ANSWERED, event, text, outcome, null));
        case ConversationTurnFailed(var id, var turnId, _, var error) ->
            ended.add(ended(id, turnId, TurnStatus.FAILED, event, null, null, error));
        case ConversationTurnInterrupted(var id, var turnId, _, _) ->
            ended.add(ended(id, turnId, TurnStatus.INTERRUPTED, event, null, null, null));
        case ConversationContextTrimmed trimmed ->
            trimmed
                .turns()
                .forEach(
                    turnId ->
                        leftOut.add(said(trimmed, turnId, TurnStatus.ANSWERED, event, null)));
        case ConversationOpened _,
            ConversationHandedOver _,
            ConversationReturnedToAgent _,
            ConversationClosed _ -> {}
      }
    }
    insert(connection, said);
    begin(connection, begun);
    end(connection, ended);
    leaveOut(connection, leftOut);
  }

}
