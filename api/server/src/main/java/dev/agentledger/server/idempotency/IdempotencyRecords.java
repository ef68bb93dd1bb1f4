package dev.agentledger.server.idempotency;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Which requests were made and how they were answered; the table {@code idempotency_record}.
 *
 * <p>An attempt holds a lease, which is renewed while it runs. When the lease has run out, its node
 * is gone and the next attempt takes over.
 */
@Repository
class IdempotencyRecords {

  private static final int LOOKS = 5;

  private final DatabaseClient database;

  IdempotencyRecords(DatabaseClient database) {
    this.database = database;
  }

  /** Takes the request, unless it is taken or done. */
  Mono<Claim> claim(RepeatableRequest request, Duration lease) {
    return take(request, lease)
        .switchIfEmpty(Mono.defer(() -> find(request)))
        // Its record can disappear between two looks.
        .repeatWhenEmpty(again -> again.take(LOOKS))
        .defaultIfEmpty(new Claim.UnderWay());
  }

  private Mono<Claim> take(RepeatableRequest request, Duration lease) {
    return of(
            request,
            """
            insert into idempotency_record
              (tenant, key_digest, fingerprint, claim, lease_until, created_at)
            values
              (:tenant, :keyDigest, :fingerprint, nextval('idempotency_claim'),
               clock_timestamp() + :lease * interval '1 millisecond', clock_timestamp())
            on conflict (tenant, key_digest) do update
              set claim = excluded.claim, lease_until = excluded.lease_until
              where idempotency_record.answer is null
                and idempotency_record.fingerprint = excluded.fingerprint
                and idempotency_record.lease_until < clock_timestamp()
            returning claim
            """)
        .bind("fingerprint", request.fingerprint())
        .bind("lease", lease.toMillis())
        .mapValue(Long.class)
        .one()
        .map(Claim.Granted::new);
  }

  private Mono<Claim> find(RepeatableRequest request) {
    return of(
            request,
            """
            select fingerprint, answer from idempotency_record
            where tenant = :tenant and key_digest = :keyDigest
            """)
        .map(row -> standing(request, row))
        .one();
  }

  private static Claim standing(RepeatableRequest request, Readable row) {
    if (!Arrays.equals(row.get("fingerprint", byte[].class), request.fingerprint())) {
      return new Claim.Different();
    }
    var answer = row.get("answer", byte[].class);
    return answer == null ? new Claim.UnderWay() : new Claim.Answered(answer);
  }

  /** Keeps the claim for another while; false when it is lost. */
  Mono<Boolean> renew(Claim.Granted claim, Duration lease) {
    return of(
            claim,
            """
            update idempotency_record
            set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where claim = :claim and answer is null
            """)
        .bind("lease", lease.toMillis())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** Settles the request for good; false when the claim is lost. */
  Mono<Boolean> answer(Claim.Granted claim, byte[] answer) {
    return of(
            claim,
            """
            update idempotency_record set answer = :answer
            where claim = :claim and answer is null
            """)
        .bind("answer", answer)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** Forgets the request, so that it can be made again. */
  Mono<Void> release(Claim.Granted claim) {
    return of(claim, "delete from idempotency_record where claim = :claim and answer is null")
        .then();
  }

  /** Forgets what is older; how many requests that were. */
  Mono<Long> forgetOlderThan(Duration age) {
    return database
        .sql(
            """
            delete from idempotency_record
            where created_at < clock_timestamp() - :age * interval '1 second'
              and lease_until < clock_timestamp()
            """)
        .bind("age", age.toSeconds())
        .fetch()
        .rowsUpdated();
  }

  private GenericExecuteSpec of(RepeatableRequest request, String sql) {
    return database
        .sql(sql)
        .bind("tenant", request.tenant())
        .bind("keyDigest", request.keyDigest());
  }

  private GenericExecuteSpec of(Claim.Granted claim, String sql) {
    return database.sql(sql).bind("claim", claim.attempt());
  }
}
