package dev.agentledger.query.conversation;

import static java.util.stream.Collectors.toMap;

import dev.agentledger.api.conversation.ConversationStatus;
import dev.agentledger.api.conversation.ConversationView;
import dev.agentledger.api.conversation.FindConversation;
import dev.agentledger.events.conversation.ConversationEvent;
import dev.agentledger.query.Documents;
import dev.agentledger.query.projection.Columns;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.StoredViews;
import dev.agentledger.query.projection.StreamProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the list of conversations and of what was said in them. */
@Component
class ConversationsProjection extends StreamProjection<ConversationEvent, ConversationView> {

  ConversationsProjection() {
    super(ConversationEvent.class, ConversationView.class);
  }

  @Override
  public String name() {
    return "conversations";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<String> tables() {
    return List.of("conversation", "conversation_turn");
  }

  @Override
  protected Map<String, ConversationView> load(Connection connection, String[] streamIds)
      throws SQLException {
    return StoredViews.read(
        connection,
        "select conversation_id, view from conversation where conversation_id = any(?)",
        streamIds,
        row -> Documents.read(row.getString(2), ConversationView.class));
  }

  @Override
  protected ConversationView evolve(
      @Nullable ConversationView before, ConversationEvent fact, ProjectedEvent event) {
    return ConversationViewEvolution.evolve(
        before, fact, event.at(), event.actor(), event.sequence());
  }

  @Override
  protected long versionOf(ConversationView view) {
    return view.streamVersion();
  }

  @Override
  protected boolean isLively(ConversationView view) {
    return view.status() != ConversationStatus.CLOSED;
  }

  @Override
  protected void save(Connection connection, Collection<Change<ConversationView>> changes)
      throws SQLException {
    Turns.save(
        connection,
        TurnChanges.in(changes.stream().flatMap(change -> change.events().stream()).toList()));
    Columns.of(changes)
        .text(Change::streamId)
        .text(Change::tenant)
        .text(change -> change.view().agentId().value())
        .text(change -> change.view().status().name())
        .text(change -> Documents.column(change.view().openedBy()))
        .text(change -> labels(change.view().labels()))
        .instant(change -> change.view().openedAt())
        .number(change -> change.view().streamVersion())
        .text(change -> Documents.write(change.view()))
        .write(
            connection,
            """
            insert into conversation (conversation_id, tenant, agent_id, status, opened_by, labels,
                                      opened_at, stream_version, view)
            select id, tenant, agent, status, opener, labels::jsonb, opened, version, view
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, tenant, agent, status, opener, labels, opened, version, view)
            on conflict (conversation_id) do update
              set status = excluded.status, stream_version = excluded.stream_version,
                  view = excluded.view
              where conversation.stream_version < excluded.stream_version
            """);
  }

  /** Labels as both the table and whoever searches it write them. */
  static String labels(Map<String, String> labels) {
    return Documents.write(
        labels.entrySet().stream()
            .collect(
                toMap(
                    label -> Documents.column(label.getKey()),
                    label -> Documents.column(label.getValue()),
                    (first, _) -> first)));
  }

  @Override
  protected void announce(String tenant, ConversationView view, QueryUpdateEmitter updates) {
    updates.emit(
        FindConversation.class,
        query ->
            query.tenant().equals(tenant) && query.conversationId().equals(view.conversationId()),
        view);
  }
}
