package dev.agentledger.saga.run.effect;

import dev.agentledger.saga.run.effect.Intent.Attempt;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sees to it that of all who could make a call with an effect one does: a node that has lost its
 * claims does not know it at once.
 */
@Component
public class CallBegins {

  private final JdbcClient database;

  public CallBegins(DataSource database) {
    this.database = JdbcClient.create(database);
  }

  /** Whether nobody has begun to make the call before. */
  boolean isFirst(Attempt attempt) {
    return database
            .sql(
                """
                insert into run_call_begun (run_id, call_id, attempt)
                values (:run, :call, :attempt)
                on conflict do nothing
                """)
            .param("run", attempt.runId().value())
            .param("call", attempt.effect())
            .param("attempt", attempt.number())
            .update()
        == 1;
  }
}
