package dev.agentledger.command.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what concurrent commands hand over: those that wait while one group is written are the
 * next.
 *
 * <p>A command that stands alone is written at once. Whoever appends waits until its facts are
 * durable, or learns that none of them is.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  private static final int MOST_TRIES = 10;
  private static final int MOST_PAUSES = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration TO_STOP = Duration.ofSeconds(10);

  private final DataSource database;
  private final List<CommitListener> listeners;
  private final Runnable atClosedPartition;
  private final AppendQueue queue;
  private final Thread committer;

  private @Nullable Writer writer;
  private long lastUse;

  GroupCommit(
      DataSource database,
      AppendQueue queue,
      List<CommitListener> listeners,
      Runnable atClosedPartition) {
    this.database = database;
    this.queue = queue;
    this.listeners = listeners;
    this.atClosedPartition = atClosedPartition;
    committer = Thread.ofPlatform().name("ledger-committer").daemon().start(this::commit);
  }

  /**
   * Waits until the facts are durable.
   *
   * @return the position of the last of them
   * @throws ConcurrencyException when a stream is not as the append expects
   * @throws LogUnavailable when nothing was recorded for want of a database or of room
   * @throws LogInDoubt when it is not known whether it was recorded
   */
  long append(Append append) {
    queue.add(append);
    try {
      return append.recorded().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /** How many appends wait for the next groups. */
  int waiting() {
    return queue.size();
  }

  /** Writes what waits and takes no more. */
  @Override
  public void close() {
    queue.close();
    try {
      if (!committer.join(TO_STOP)) {
        committer.interrupt();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    queue.drain().forEach(append -> fail(append, new LogUnavailable("The log is closed")));
  }

  private void commit() {
    for (var group = queue.next(); !group.isEmpty(); group = queue.next()) {
      try {
        write(group);
      } catch (RuntimeException | Error failure) {
        log.error("The committer failed", failure);
        abandon();
        fail(group, new LogInDoubt(failure));
      }
    }
    if (writer != null) {
      writer.close();
    }
  }

  private void write(List<Append> appends) {
    var group = new Group(appends);
    var tries = 0;
    for (var pauses = 0; ; ) {
      var open = connected(appends);
      if (open == null) {
        return;
      }
      try {
        var settled = open.write(group);
        lastUse = System.nanoTime();
        settle(appends, settled);
        return;
      } catch (SQLException failure) {
        switch (Failure.of(failure, open)) {
          case COLLISION -> {
            if (++tries == MOST_TRIES) {
              fail(appends, new LogUnavailable("Collisions with other nodes", failure));
              return;
            }
          }
          case CLOSED_PARTITION -> {
            if (++pauses == MOST_PAUSES) {
              fail(appends, new LogUnavailable("No partition takes the facts", failure));
              return;
            }
            waitForPartition();
          }
          case REFUSED -> {
            refuse(appends, failure);
            return;
          }
          case UNAVAILABLE -> {
            abandon();
            fail(appends, new LogUnavailable("The database cannot record", failure));
            return;
          }
          case IN_DOUBT -> {
            abandon();
            fail(appends, new LogInDoubt(failure));
            return;
          }
        }
      }
    }
  }

  /** A writer whose connection works, or null when there is none, which those who wait know. */
  private @Nullable Writer connected(List<Append> appends) {
    // One that broke while nothing was written costs nobody a command.
    if (writer != null && System.nanoTime() - lastUse > IDLE_NANOS && !writer.works()) {
      abandon();
    }
    if (writer == null) {
      try {
        writer = new Writer(database.getConnection());
      } catch (SQLException failure) {
        var unavailable = new LogUnavailable("The database cannot be reached", failure);
        log.warn("{}: {}", unavailable.getMessage(), failure.toString());
        // They have waited as long as these; each would only wait as long once more. Whoever comes
        // when the first of them knows may find the database again.
        var waiting = queue.drain();
        fail(appends, unavailable);
        fail(waiting, unavailable);
      }
    }
    return writer;
  }

  private void abandon() {
    if (writer != null) {
      writer.abort();
      writer = null;
    }
  }

  private void refuse(List<Append> appends, SQLException failure) {
    if (appends.size() > 1) {
      appends.forEach(append -> write(List.of(append)));
    } else {
      fail(appends, new EventStoreException("The facts cannot be stored", failure));
    }
  }

  private void settle(List<Append> appends, List<long @Nullable []> settled) {
    var committed = new ArrayList<CommittedEvent>();
    for (var i = 0; i < appends.size(); i++) {
      var positions = settled.get(i);
      var facts = appends.get(i).facts();
      for (var fact = 0; positions != null && fact < positions.length; fact++) {
        committed.add(
            new CommittedEvent(
                positions[fact], facts.get(fact).message(), facts.get(fact).bytes()));
      }
    }
    if (!committed.isEmpty()) {
      tell(List.copyOf(committed));
    }
    for (var i = 0; i < appends.size(); i++) {
      var positions = settled.get(i);
      if (positions == null) {
        fail(appends.get(i), new ConcurrencyException(collision(appends.get(i))));
      } else {
        appends.get(i).recorded().complete(positions[positions.length - 1]);
      }
    }
  }

  private void tell(List<CommittedEvent> committed) {
    for (var listener : listeners) {
      try {
        listener.committed(committed);
      } catch (RuntimeException failure) {
        log.error("A listener failed at what was committed", failure);
      }
    }
  }

  private static String collision(Append append) {
    var head = append.heads().getFirst();
    return append.heads().size() == 1
        ? "The stream %s is not at version %d any more".formatted(head.streamId(), head.before())
        : "One of the streams from %s on is not at its version any more".formatted(head.streamId());
  }

  private static void fail(List<Append> appends, RuntimeException failure) {
    appends.forEach(append -> fail(append, failure));
  }

  private static void fail(Append append, RuntimeException failure) {
    append.recorded().completeExceptionally(failure);
  }

  private void waitForPartition() {
    try {
      atClosedPartition.run();
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      log.warn("The bound of a partition cannot be lifted: {}", failure.toString());
    }
  }
}
