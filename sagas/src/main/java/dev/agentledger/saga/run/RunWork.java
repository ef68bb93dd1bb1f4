package dev.agentledger.saga.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunRequested;
import dev.agentledger.saga.run.CodeIntent.Attempt;
import dev.agentledger.saga.run.CodeIntent.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of runs that have not ended, and of the code that is to be executed for them.
 *
 * <p>It holds the input too: what a worker needs to go on with a run is then all in one place that
 * is never behind itself, and it is gone when the run ends.
 */
@Component
class RunWork {

  private final JdbcClient database;
  private final ObjectMapper json = ContractSerializer.json();

  RunWork(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  static Work workOf(RunRequested requested) {
    return new Work(
        requested.runId(),
        requested.agentId(),
        requested.agentSlug(),
        requested.version(),
        requested.input(),
        requested.limits());
  }

  void add(Work work) {
    database
        .sql(
            """
            insert into run_work
              (run_id, agent_id, agent_slug, version_number, version_hash, input, limits)
            values (:run, :agent, :slug, :number, :hash, :input, :limits)
            on conflict (run_id) do nothing
            """)
        .param("run", work.runId().value())
        .param("agent", work.agentId().value())
        .param("slug", work.agentSlug())
        .param("number", work.version().number())
        .param("hash", work.version().hash())
        .param("input", write(work.input()))
        .param("limits", write(work.limits()))
        .update();
  }

  void intend(Attempt attempt, Envelope envelope, Instant at) {
    database
        .sql(
            """
            update run_work
            set step = :step, attempt = :attempt, envelope = :envelope, invoked_at = :at
            where run_id = :run
            """)
        .param("run", attempt.runId().value())
        .param("step", attempt.step())
        .param("attempt", attempt.number())
        .param("envelope", write(envelope))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The attempt came to an outcome; that of a superseded one leaves the newer intent alone. */
  void settle(Attempt attempt) {
    database
        .sql(
            """
            update run_work
            set step = null, attempt = null, envelope = null, invoked_at = null
            where run_id = :run and step = :step and attempt = :attempt
            """)
        .param("run", attempt.runId().value())
        .param("step", attempt.step())
        .param("attempt", attempt.number())
        .update();
  }

  void remove(RunId runId) {
    database.sql("delete from run_work where run_id = :run").param("run", runId.value()).update();
  }

  void clear() {
    database.sql("delete from run_work").update();
  }

  Optional<Work> find(RunId runId) {
    return database
        .sql("select * from run_work where run_id = :run")
        .param("run", runId.value())
        .query((row, _) -> work(row))
        .optional();
  }

  Optional<CodeIntent> findIntent(RunId runId) {
    return database
        .sql("select * from run_work where run_id = :run and step is not null")
        .param("run", runId.value())
        .query((row, _) -> intent(row))
        .optional();
  }

  /** What was to be executed at that moment and has no outcome yet, oldest first. */
  List<CodeIntent> intentsUntil(Instant moment) {
    return database
        .sql(
            """
            select * from run_work
            where step is not null and invoked_at <= :moment
            order by invoked_at, run_id
            """)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .query((row, _) -> intent(row))
        .list();
  }

  private CodeIntent intent(ResultSet row) throws SQLException {
    var work = work(row);
    return new CodeIntent(
        work,
        new Attempt(work.runId(), row.getInt("step"), row.getInt("attempt")),
        read(row.getString("envelope"), Envelope.class));
  }

  private Work work(ResultSet row) throws SQLException {
    return new Work(
        new RunId(row.getString("run_id")),
        new AgentId(row.getString("agent_id")),
        row.getString("agent_slug"),
        new VersionRef(row.getInt("version_number"), row.getString("version_hash")),
        readAny(row.getString("input")),
        read(row.getString("limits"), Limits.class));
  }

  private String write(@Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("Not JSON", unwritable);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("run_work holds something unreadable", unreadable);
    }
  }

  private @Nullable Object readAny(String text) {
    try {
      return json.readValue(text, Object.class);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("run_work holds something unreadable", unreadable);
    }
  }
}
