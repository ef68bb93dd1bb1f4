package dev.agentledger.query.conversation;

import dev.agentledger.api.conversation.TurnStatus;
import dev.agentledger.api.conversation.TurnView;
import dev.agentledger.events.run.Outcome;
import dev.agentledger.events.run.RunError;
import dev.agentledger.events.run.RunId;
import dev.agentledger.query.Documents;
import dev.agentledger.query.Selection;
import dev.agentledger.query.conversation.TurnChanges.Begun;
import dev.agentledger.query.conversation.TurnChanges.Ended;
import dev.agentledger.query.conversation.TurnChanges.LeftOut;
import dev.agentledger.query.conversation.TurnChanges.Said;
import dev.agentledger.query.projection.Columns;
import io.r2dbc.spi.Readable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of what was said. */
final class Turns {

  private Turns() {}

  static void save(Connection connection, TurnChanges changes) throws SQLException {
    say(connection, changes.said());
    begin(connection, changes.begun());
    end(connection, changes.ended());
    leaveOut(connection, changes.leftOut());
  }

  private static void say(Connection connection, List<Said> said) throws SQLException {
    Columns.of(said)
        .text(turn -> turn.event().streamId())
        .text(turn -> Documents.column(turn.turnId()))
        .text(turn -> turn.event().envelope().tenant())
        .number(turn -> turn.event().sequence())
        .text(turn -> turn.status().name())
        .text(turn -> Documents.write(turn.content()))
        .text(turn -> Documents.column(turn.by()))
        .text(turn -> idOf(turn.runId()))
        .instant(turn -> turn.event().at())
        .write(
            connection,
            """
            insert into conversation_turn (conversation_id, turn_id, tenant, number, status, content,
                                           said_by, run_id, in_context, said_at, changed)
            select id, turn, tenant, number, status, content, said_by, run, true, said, number
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, turn, tenant, number, status, content, said_by, run, said)
            on conflict (conversation_id, turn_id) do nothing
            """);
  }

  private static void begin(Connection connection, List<Begun> begun) throws SQLException {
    Columns.of(begun)
        .text(turn -> turn.event().streamId())
        .text(turn -> Documents.column(turn.turnId()))
        .number(turn -> turn.event().sequence())
        .text(turn -> turn.status().name())
        .text(turn -> idOf(turn.runId()))
        .write(
            connection,
            """
            update conversation_turn
            set status = given.status, run_id = given.run, changed = given.changed
            from unnest(?, ?, ?, ?, ?) as given (id, turn, changed, status, run)
            where conversation_id = given.id and turn_id = given.turn
              and conversation_turn.changed < given.changed
            """);
  }

  private static void end(Connection connection, List<Ended> ended) throws SQLException {
    Columns.of(ended)
        .text(turn -> turn.event().streamId())
        .text(turn -> Documents.column(turn.turnId()))
        .number(turn -> turn.event().sequence())
        .text(turn -> turn.status().name())
        .text(turn -> turn.answer() == null ? null : Documents.write(turn.answer()))
        .text(turn -> turn.outcome() == null ? null : turn.outcome().name())
        .text(turn -> turn.error() == null ? null : Documents.write(turn.error()))
        .instant(turn -> turn.event().at())
        .write(
            connection,
            """
            update conversation_turn
            set status = given.status, answer = given.answer, outcome = given.outcome,
                error = given.error, ended_at = given.ended, changed = given.changed
            from unnest(?, ?, ?, ?, ?, ?, ?, ?)
              as given (id, turn, changed, status, answer, outcome, error, ended)
            where conversation_id = given.id and turn_id = given.turn
              and conversation_turn.changed < given.changed
            """);
  }

  private static void leaveOut(Connection connection, List<LeftOut> leftOut) throws SQLException {
    Columns.of(leftOut)
        .text(turn -> turn.event().streamId())
        .text(turn -> Documents.column(turn.turnId()))
        .write(
            connection,
            """
            update conversation_turn set in_context = false
            from unnest(?, ?) as given (id, turn)
            where conversation_id = given.id and turn_id = given.turn
            """);
  }

  static Selection select() {
    return Selection.of(
        """
        select turn_id, number, status, content, said_by, run_id, answer, outcome, error, in_context,
               said_at, ended_at
        from conversation_turn\
        """);
  }

  static TurnView read(Readable row) {
    var runId = row.get("run_id", String.class);
    var outcome = row.get("outcome", String.class);
    return new TurnView(
        Selection.text(row, "turn_id"),
        Objects.requireNonNull(row.get("number", Long.class), "number"),
        TurnStatus.valueOf(Selection.text(row, "status")),
        Documents.read(Selection.text(row, "content"), String.class),
        Selection.text(row, "said_by"),
        runId == null ? null : new RunId(runId),
        document(row, "answer", String.class),
        outcome == null ? null : Outcome.valueOf(outcome),
        document(row, "error", RunError.class),
        Objects.requireNonNull(row.get("in_context", Boolean.class), "in_context"),
        Objects.requireNonNull(row.get("said_at", Instant.class), "said_at"),
        row.get("ended_at", Instant.class));
  }

  private static <T> @Nullable T document(Readable row, String column, Class<T> type) {
    var document = row.get(column, String.class);
    return document == null ? null : Documents.read(document, type);
  }

  private static @Nullable String idOf(@Nullable RunId runId) {
    return runId == null ? null : runId.value();
  }
}
