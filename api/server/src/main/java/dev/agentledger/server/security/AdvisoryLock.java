package dev.agentledger.server.security;

import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Lets one node at a time do what two must not do at once.
 *
 * <p>Who waits holds no connection, so that whoever has the lock never lacks one.
 */
@Component
public class AdvisoryLock {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  AdvisoryLock(DatabaseClient database, ConnectionFactory connections) {
    this.database = database;
    transaction = TransactionalOperator.create(new R2dbcTransactionManager(connections));
  }

  /**
   * Does the work while nobody else does any under the same name. What it writes through R2DBC is
   * one transaction; a problem when the lock is not to be had in time.
   */
  public <T> Mono<T> holding(String name, Duration patience, Mono<T> work) {
    return database
        .sql("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        .bind("name", "agent-ledger." + name)
        .mapValue(Boolean.class)
        .one()
        .flatMap(held -> held ? work : Mono.error(new Taken()))
        .as(transaction::transactional)
        .retryWhen(
            Retry.fixedDelay(patience.dividedBy(PAUSE), PAUSE)
                .filter(Taken.class::isInstance)
                .onRetryExhaustedThrow(
                    (_, _) ->
                        Problem.of(
                            ProblemType.CONCURRENT_CHANGE, "Repeat the request in a moment")));
  }

  /** Somebody else holds the lock. */
  private static final class Taken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Taken() {
      super("Somebody else holds the lock", null, false, false);
    }
  }
}
