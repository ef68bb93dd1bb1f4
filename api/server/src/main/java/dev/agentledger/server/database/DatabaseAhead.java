package dev.agentledger.server.database;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Begins to start the embedded PostgreSQL as soon as the settings are known, beside the program
 * that is still being put together.
 *
 * <p>What becomes of the start is told where the database is first needed. A program that fails
 * before that stops what was started here when it ends.
 */
public final class DatabaseAhead
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext program) {
    if (DatabaseSettings.isExternal(program.getEnvironment().getProperty("ledger.database.url"))) {
      return;
    }
    var start = Start.begin(home(program.getEnvironment()));
    SpringApplication.getShutdownHandlers().add(start::abandon);
    program.getBeanFactory().registerSingleton(Start.class.getName(), start);
  }

  static Path home(Environment environment) {
    var given = environment.getProperty("ledger.home", "");
    return Path.of(given.isBlank() ? ".ledger" : given);
  }

  /** One start of the embedded PostgreSQL, which is either taken over or abandoned. */
  static final class Start {

    private final FutureTask<EmbeddedDatabase> started;
    private final AtomicBoolean settled = new AtomicBoolean();

    private Start(FutureTask<EmbeddedDatabase> started) {
      this.started = started;
    }

    static Start begin(Path home) {
      var started = new FutureTask<>(() -> EmbeddedDatabase.start(home));
      Thread.ofPlatform().name("postgres-start").daemon().start(started);
      return new Start(started);
    }

    /** The database once it answers, or what keeps it from starting. */
    EmbeddedDatabase takeOver() {
      try {
        var database = started.get();
        if (settled.compareAndSet(false, true)) {
          return database;
        }
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof DatabaseNotReady notReady) {
          throw notReady;
        }
        throw new IllegalStateException(failure.getCause());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      throw new DatabaseNotReady(
          "The program was told to end before its database was ready", "Start it again.");
    }

    /** Stops a server that nobody took over, even one that is just starting. */
    void abandon() {
      if (!settled.compareAndSet(false, true)) {
        return;
      }
      try {
        started.get().close();
      } catch (ExecutionException _) {
        return; // nothing runs
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
