package dev.agentledger.query.conversation;

import dev.agentledger.api.conversation.ConversationPage;
import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.FindConversation;
import dev.agentledger.api.conversation.FindTurn;
import dev.agentledger.api.conversation.ListConversations;
import dev.agentledger.api.conversation.ListTurns;
import dev.agentledger.api.conversation.TurnPage;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.query.Cursor;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Pages;
import dev.agentledger.query.Selection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Answers questions about conversations. */
@Component
class ConversationQueries {

  private final DatabaseClient database;

  ConversationQueries(DatabaseClient database) {
    this.database = database;
  }

  @QueryHandler
  CompletableFuture<@Nullable ConversationView> handle(FindConversation query) {
    return Selection.of("select view from conversation")
        .where("conversation_id = :conversation", "conversation", query.conversationId().value())
        .where("tenant = :tenant", "tenant", query.tenant())
        .read(database, ConversationQueries::view)
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable TurnView> handle(FindTurn query) {
    return Turns.select()
        .where("conversation_id = :conversation", "conversation", query.conversationId().value())
        .where("turn_id = :turn", "turn", query.turnId())
        .where("tenant = :tenant", "tenant", query.tenant())
        .read(database, Turns::read)
        .next()
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable TurnPage> handle(ListTurns query) {
    var size = Pages.size(query.limit());
    var after =
        query.cursor() == null
            ? null
            : Cursor.read(query.cursor(), 1, keys -> Long.valueOf(keys.getFirst()));
    return Pages.cut(
            Turns.select()
                .where(
                    "conversation_id = :conversation",
                    "conversation",
                    query.conversationId().value())
                .where("tenant = :tenant", "tenant", query.tenant())
                .where("number > :after", "after", after)
                .orderBy("number", size + 1)
                .read(database, Turns::read),
            size,
            turn -> Cursor.after(turn.number()),
            TurnPage::new)
        .toFuture();
  }

  @QueryHandler
  CompletableFuture<@Nullable ConversationPage> handle(ListConversations query) {
    var size = Pages.size(query.limit());
    var conversations =
        Selection.of("select view from conversation")
            .where("tenant = :tenant", "tenant", query.tenant())
            .where(
                "agent_id = :agent",
                "agent",
                query.agentId() == null ? null : query.agentId().value())
            .where(
                "status = :status", "status", query.status() == null ? null : query.status().name())
            .where("opened_by = :opener", "opener", query.openedBy())
            .where(
                "labels @> :labels::jsonb",
                "labels",
                query.labels().isEmpty() ? null : ConversationsProjection.labels(query.labels()))
            .where("opened_at >= :from", "from", query.from())
            .where("opened_at < :to", "to", query.to());
    if (query.cursor() != null) {
      var after =
          Cursor.read(
              query.cursor(), 2, keys -> new Place(Instant.parse(keys.get(0)), keys.get(1)));
      conversations
          .where("(opened_at, conversation_id) < (:at, :id)", "at", after.openedAt())
          .bind("id", after.conversationId());
    }
    return Pages.cut(
            conversations
                .orderBy("opened_at desc, conversation_id desc", size + 1)
                .read(database, ConversationQueries::view),
            size,
            view -> Cursor.after(view.openedAt(), view.conversationId()),
            ConversationPage::new)
        .toFuture();
  }

  private static ConversationView view(Readable row) {
    return Documents.read(Selection.text(row, "view"), ConversationView.class);
  }

  /** Where a conversation stands in the list. */
  private record Place(Instant openedAt, String conversationId) {}
}
