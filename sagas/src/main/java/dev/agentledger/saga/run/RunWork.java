package dev.agentledger.saga.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of runs that have not ended, and of the effects of theirs that are out: what a worker
 * must know to go on with a run, beside the run's history.
 */
@Component
class RunWork {

  private final JdbcClient database;
  private final ObjectMapper json = ContractSerializer.json();

  RunWork(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  /**
   * A run from now on.
   *
   * @param deadline by which it has to end, if there is one
   */
  record Accepted(
      RunId runId,
      @Nullable RunParent parent,
      Envelope envelope,
      Instant at,
      @Nullable Instant deadline) {}

  /** The call of another run that a run answers. */
  record Answers(RunId parentId, String callId) {

    static Optional<Answers> of(@Nullable RunParent parent) {
      return Optional.ofNullable(parent).map(above -> new Answers(above.runId(), above.callId()));
    }
  }

  /**
   * What a run leaves behind when it ends.
   *
   * @param children of its that have not ended
   * @param asking whether a model was still being asked
   */
  record Remains(RunId runId, Optional<Answers> parent, List<RunId> children, boolean asking) {

    /** Of a run that was never written. */
    static Remains of(Accepted run, boolean asking) {
      return new Remains(run.runId(), Answers.of(run.parent()), List.of(), asking);
    }

    Remains withChildren(List<RunId> others) {
      return new Remains(runId, parent, others, asking);
    }
  }

  /** An intent and when it was recorded. */
  record Intended(Intent intent, Instant at) {}

  /**
   * What settles an effect of a run.
   *
   * @param step of the attempt; null where attempts are counted over all steps
   * @param attempt null for whichever is out
   */
  record Outcome(RunId runId, String effect, @Nullable Integer step, @Nullable Integer attempt) {

    static Outcome ofAny(RunId runId, String effect) {
      return new Outcome(runId, effect, null, null);
    }

    boolean isOf(Attempt other) {
      return (step == null || step == other.step())
          && (attempt == null || attempt == other.number());
    }
  }

  /** A run that is to hear something. */
  record Addressee(RunId runId, Envelope envelope) {}

  /**
   * Makes the transaction cheap. What it writes may be lost in a breakdown of the database, but
   * then the position in the log is lost with it; so nothing waits for the disk. Nor does planning
   * anew pay for what is looked up by its keys.
   */
  void lighten() {
    database
        .sql(
            """
            select set_config('synchronous_commit', 'off', true),
              set_config('plan_cache_mode', 'force_generic_plan', true)
            """)
        .query()
        .singleRow();
  }

  void add(Collection<Accepted> all) {
    if (all.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            insert into run_work
              (run_id, parent_run_id, parent_call_id, envelope, deadline, requested_at)
            select run, parent, call, envelope, deadline::timestamptz, at::timestamptz
            from unnest(:runs, :parents, :calls, :envelopes, :deadlines, :ats)
              as accepted (run, parent, call, envelope, deadline, at)
            on conflict (run_id) do nothing
            """)
        .param("runs", texts(all, Accepted::runId))
        .param("parents", texts(all, run -> run.parent() == null ? null : run.parent().runId()))
        .param("calls", texts(all, run -> run.parent() == null ? null : run.parent().callId()))
        .param("envelopes", texts(all, run -> write(run.envelope())))
        .param("deadlines", texts(all, Accepted::deadline))
        .param("ats", texts(all, Accepted::at))
        .update();
  }

  void intend(Collection<Intended> all) {
    if (all.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            insert into run_effect
              (run_id, effect, step, attempt, not_before, envelope, child_run_id, intended_at)
            select run, effect, step, attempt, due::timestamptz, envelope, child, at::timestamptz
            from unnest(:runs, :effects, :steps, :attempts, :dues, :envelopes, :children, :ats)
              as intended (run, effect, step, attempt, due, envelope, child, at)
            on conflict (run_id, effect) do update
            set step = excluded.step, attempt = excluded.attempt, not_before = excluded.not_before,
              envelope = excluded.envelope, child_run_id = excluded.child_run_id,
              intended_at = excluded.intended_at
            """)
        .param("runs", texts(all, intended -> intended.intent().runId()))
        .param("effects", texts(all, intended -> intended.intent().effect()))
        .param("steps", numbers(all, intended -> intended.intent().attempt().step()))
        .param("attempts", numbers(all, intended -> intended.intent().attempt().number()))
        .param("dues", texts(all, intended -> intended.intent().notBefore()))
        .param("envelopes", texts(all, intended -> write(intended.intent().envelope())))
        .param("children", texts(all, intended -> intended.intent().childRunId()))
        .param("ats", texts(all, Intended::at))
        .update();
  }

  void settle(Collection<Outcome> all) {
    if (all.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            delete from run_effect out
            using unnest(:runs, :effects, :steps, :attempts)
              as settled (run, effect, step, attempt)
            where out.run_id = settled.run and out.effect = settled.effect
              and out.step = coalesce(settled.step, out.step)
              and out.attempt = coalesce(settled.attempt, out.attempt)
            """)
        .param("runs", texts(all, Outcome::runId))
        .param("effects", texts(all, Outcome::effect))
        .param("steps", numbers(all, Outcome::step))
        .param("attempts", numbers(all, Outcome::attempt))
        .update();
  }

  /** A column of what is written at once; ids and moments as their texts. */
  private static <T> @Nullable String[] texts(
      Collection<T> rows, Function<T, @Nullable Object> column) {
    var texts = new @Nullable String[rows.size()];
    var next = 0;
    for (var row : rows) {
      var value = column.apply(row);
      texts[next++] = value == null ? null : value.toString();
    }
    return texts;
  }

  private static <T> @Nullable Integer[] numbers(
      Collection<T> rows, Function<T, @Nullable Integer> column) {
    return rows.stream().map(column).toArray(Integer[]::new);
  }

  /**
   * Its clock stands still, and nothing of it is out.
   *
   * @param sequence of the event in its run: one that is told again does not stop the clock again
   */
  void rest(RunId runId, Instant since, long sequence) {
    settleAll(runId);
    database
        .sql(
            """
            update run_work
            set left_millis = extract(epoch from deadline - :since) * 1000, deadline = null,
              clock_sequence = :sequence
            where run_id = :run and deadline is not null and clock_sequence < :sequence
            """)
        .param("run", runId.value())
        .param("since", at(since))
        .param("sequence", sequence)
        .update();
  }

  /** Its clock goes on, unless it is told again. */
  void goOn(RunId runId, Instant from, long sequence) {
    database
        .sql(
            """
            update run_work
            set deadline = :from + left_millis * interval '1 millisecond', left_millis = null,
              clock_sequence = :sequence
            where run_id = :run and left_millis is not null and clock_sequence < :sequence
            """)
        .param("run", runId.value())
        .param("from", at(from))
        .param("sequence", sequence)
        .update();
  }

  private void settleAll(RunId runId) {
    database.sql("delete from run_effect where run_id = :run").param("run", runId.value()).update();
  }

  /** What each of the runs leaves behind. */
  List<Remains> remove(Collection<RunId> all) {
    if (all.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            """
            with ended as (select unnest(:runs) as run_id),
              effects as (delete from run_effect using ended
                where run_effect.run_id = ended.run_id returning run_effect.run_id, effect),
              begun as (delete from run_call_begun using ended
                where run_call_begun.run_id = ended.run_id),
              run as (delete from run_work using ended where run_work.run_id = ended.run_id
                returning run_work.run_id, parent_run_id, parent_call_id)
            select ended.run_id, parent_run_id, parent_call_id,
              exists (select from effects
                where effects.run_id = ended.run_id and effect = :model) as asking,
              array(select child.run_id from run_work child
                where child.parent_run_id = ended.run_id and child.run_id <> all(:runs))
                as children
            from ended left join run on run.run_id = ended.run_id
            """)
        .param("runs", all.stream().map(RunId::value).toArray(String[]::new))
        .param("model", Intent.MODEL)
        .query((row, _) -> remains(row))
        .list();
  }

  private static Remains remains(ResultSet row) throws SQLException {
    var children = (String[]) row.getArray("children").getArray();
    return new Remains(
        new RunId(row.getString("run_id")),
        Optional.ofNullable(answers(row)),
        Stream.of(children).map(RunId::new).toList(),
        row.getBoolean("asking"));
  }

  private static @Nullable Answers answers(ResultSet row) throws SQLException {
    var parent = row.getString("parent_run_id");
    return parent == null ? null : new Answers(new RunId(parent), row.getString("parent_call_id"));
  }

  void clear() {
    database.sql("delete from run_effect").update();
    database.sql("delete from run_work").update();
  }

  boolean knows(RunId runId) {
    return database
        .sql("select 1 from run_work where run_id = :run")
        .param("run", runId.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What the run has out under that name. */
  Optional<Intent> find(RunId runId, String effect) {
    return database
        .sql("select * from run_effect where run_id = :run and effect = :effect")
        .param("run", runId.value())
        .param("effect", effect)
        .query((row, _) -> intent(row))
        .optional();
  }

  /**
   * What was out at that moment and has no outcome yet, oldest first; without what a run that has
   * not ended is carrying out.
   */
  List<Intent> intentsUntil(Instant moment) {
    return database
        .sql(
            """
            select * from run_effect effect
            where intended_at <= :moment
              and not exists (select 1 from run_work where run_id = effect.child_run_id)
            order by intended_at, run_id, effect
            """)
        .param("moment", at(moment))
        .query((row, _) -> intent(row))
        .list();
  }

  /** The runs that have lasted too long by then. */
  List<Addressee> overdueAt(Instant moment) {
    return database
        .sql("select run_id, envelope from run_work where deadline <= :moment order by deadline")
        .param("moment", at(moment))
        .query((row, _) -> addressee(row))
        .list();
  }

  /** The runs of that age whose parents are not there any more. */
  List<Addressee> orphansOf(Instant moment) {
    return database
        .sql(
            """
            select run_id, envelope from run_work child
            where parent_run_id is not null and requested_at <= :moment
              and not exists (select 1 from run_work where run_id = child.parent_run_id)
            """)
        .param("moment", at(moment))
        .query((row, _) -> addressee(row))
        .list();
  }

  private Addressee addressee(ResultSet row) throws SQLException {
    return new Addressee(
        new RunId(row.getString("run_id")), read(row.getString("envelope"), Envelope.class));
  }

  private Intent intent(ResultSet row) throws SQLException {
    var child = row.getString("child_run_id");
    return new Intent(
        new Attempt(
            new RunId(row.getString("run_id")),
            row.getString("effect"),
            row.getInt("step"),
            row.getInt("attempt")),
        row.getObject("not_before", OffsetDateTime.class).toInstant(),
        read(row.getString("envelope"), Envelope.class),
        child == null ? null : new RunId(child));
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private String write(Object value) {
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
}
