package dev.agentledger.saga.run.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.api.run.RunDelta;
import dev.agentledger.events.evolution.ContractSerializer;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.run.delta.Draft.Attempt;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries pieces of text between nodes, by notices of PostgreSQL: they are lost when nobody is
 * there, and when there are too many.
 */
@Component
public class DeltaNotices {

  /** What nodes tell each other. */
  sealed interface Notice {

    /** Somebody on that node reads an attempt and lacks the pieces from this one on. */
    record Wanted(String node, Attempt attempt, int from) implements Notice {}

    /** A piece was written. */
    record Written(String node, String tenant, RunDelta delta) implements Notice {}
  }

  private static final Logger log = LoggerFactory.getLogger(DeltaNotices.class);
  private static final String CHANNEL = "ledger_deltas";
  private static final int MOST_WAITING = 4_096;
  private static final int BATCH = 64;
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int PATIENCE_SECONDS = 5;

  private final DataSource database;
  private final ObjectMapper json = ContractSerializer.json();
  private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile boolean open;
  private @Nullable Thread sender;
  private @Nullable Thread receiver;

  public DeltaNotices(DataSource database) {
    this.database = database;
  }

  /** Never waits: what is too much is dropped. */
  void send(Notice notice) {
    var _ = waiting.offer(notice);
  }

  synchronized void open(Consumer<Notice> received) {
    open = true;
    sender = Thread.ofVirtual().name("ledger-deltas-out").start(this::sendAll);
    receiver = Thread.ofVirtual().name("ledger-deltas-in").start(() -> receiveAll(received));
  }

  synchronized void close() {
    open = false;
    Stream.of(Optional.ofNullable(sender), Optional.ofNullable(receiver))
        .flatMap(Optional::stream)
        .forEach(Thread::interrupt);
  }

  private void sendAll() {
    var batch = new ArrayList<Notice>();
    while (open) {
      try {
        batch.add(waiting.take());
        waiting.drainTo(batch, BATCH);
        send(batch);
      } catch (SQLException | JsonProcessingException failure) {
        if (open) {
          log.warn("Readers on other nodes miss some text: {}", failure.toString());
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return;
      }
      batch.clear();
    }
  }

  private void send(List<Notice> batch) throws SQLException, JsonProcessingException {
    var texts = new ArrayList<String>(batch.size());
    for (var notice : batch) {
      texts.add(json.writeValueAsString(Form.of(notice)));
    }
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement("select pg_notify(?, text) from unnest(?) as text")) {
      statement.setString(1, CHANNEL);
      statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
      statement.execute();
    }
  }

  private void receiveAll(Consumer<Notice> received) {
    while (open) {
      try (var connection = database.getConnection()) {
        try {
          listen(connection, received);
        } finally {
          // It has a setting of its own, so it must not return to the pool.
          connection.abort(Runnable::run);
        }
      } catch (SQLException failure) {
        if (open) {
          log.warn("What other nodes write is not heard for now: {}", failure.toString());
          pause();
        }
      }
    }
  }

  private void listen(Connection connection, Consumer<Notice> received) throws SQLException {
    connection.setAutoCommit(true);
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    var notices = connection.unwrap(PGConnection.class);
    while (open) {
      var batch = notices.getNotifications((int) BETWEEN_CHECKS.toMillis());
      if (batch == null || batch.length == 0) {
        if (!connection.isValid(PATIENCE_SECONDS)) {
          throw new SQLException("The connection is silent");
        }
        continue;
      }
      for (var one : batch) {
        read(one.getParameter()).ifPresent(received);
      }
    }
  }

  private Optional<Notice> read(String text) {
    try {
      return Optional.of(json.readValue(text, Form.class).notice());
    } catch (JsonProcessingException | RuntimeException foreign) {
      log.debug("Not a notice of this release: {}", foreign.toString());
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** A notice as it is sent; without text somebody wants to have some. */
  private record Form(
      String node,
      String tenant,
      String run,
      int step,
      int attempt,
      int index,
      @Nullable String text) {

    static Form of(Notice notice) {
      return switch (notice) {
        case Notice.Wanted(var node, var key, var from) ->
            new Form(
                node, key.tenant(), key.runId().value(), key.step(), key.attempt(), from, null);
        case Notice.Written(var node, var tenant, var delta) ->
            new Form(
                node,
                tenant,
                delta.runId().value(),
                delta.step(),
                delta.attempt(),
                delta.index(),
                delta.text());
      };
    }

    Notice notice() {
      var runId = new RunId(run);
      return text == null
          ? new Notice.Wanted(node, new Attempt(tenant, runId, step, attempt), index)
          : new Notice.Written(node, tenant, new RunDelta(runId, step, attempt, index, text));
    }
  }
}
