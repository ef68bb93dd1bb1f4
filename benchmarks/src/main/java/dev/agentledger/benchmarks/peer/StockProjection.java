package dev.agentledger.benchmarks.peer;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.database.SeededLog;
import dev.agentledger.benchmarks.measure.Passes;
import dev.agentledger.benchmarks.run.NoopRunRow;
import dev.agentledger.benchmarks.run.NoopRuns;
import dev.agentledger.benchmarks.run.Visibility;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.StreamingEventProcessor;

/** Axon as it comes with one projection that writes a row for each event. */
public final class StockProjection implements AutoCloseable {

  /** Events of a transaction of the projection; as it comes, Axon takes one. */
  public static final int BATCH = 100;

  private final StockAxon axon;
  private final PerEventRows rows;
  private final long events;

  private StockProjection(StockAxon axon, PerEventRows rows, long events) {
    this.axon = axon;
    this.rows = rows;
    this.events = events;
  }

  /** On an empty log. */
  public static StockProjection start(BenchmarkDatabase database) throws SQLException {
    return start(database, 0);
  }

  /** On a log that has at least so many events. */
  public static StockProjection start(BenchmarkDatabase database, long events) throws SQLException {
    StockAxon.createTables(database);
    database.execute(NoopRunRow.TABLE);
    var seeded = events == 0 ? 0 : seeded(database, events);
    var pool = database.pool();
    var rows = new PerEventRows(pool);
    var axon =
        StockAxon.start(
            pool,
            configurer -> {
              configurer
                  .eventProcessing()
                  .registerEventHandler(_ -> rows)
                  .registerPooledStreamingEventProcessor(
                      PerEventRows.NAME,
                      Configuration::eventStore,
                      (_, processor) -> processor.batchSize(BATCH));
              return configurer;
            });
    return new StockProjection(axon, rows, seeded);
  }

  private static long seeded(BenchmarkDatabase database, long events) throws SQLException {
    try (var axon = StockAxon.start(database.pool(), UnaryOperator.identity())) {
      new NoopRuns(axon.commands()).once();
    }
    return SeededLog.fillStock(database, events);
  }

  public CommandBus commands() {
    return axon.commands();
  }

  /** Tells when the projection shows the end of a run. */
  public Visibility visibility() {
    return (run, _) -> {
      rows.shown(run).get(1, TimeUnit.MINUTES);
      rows.forget(run);
    };
  }

  /** Lets the projection begin again from the first event and waits until it has had the last. */
  public Passes.Done rebuild() throws InterruptedException {
    var processor =
        axon.configuration()
            .eventProcessingConfiguration()
            .eventProcessor(PerEventRows.NAME, StreamingEventProcessor.class)
            .orElseThrow();
    processor.shutDown();
    processor.resetTokens();
    var all = rows.written() + events;
    var begin = System.nanoTime();
    processor.start();
    while (rows.written() < all) {
      Thread.sleep(1);
    }
    return new Passes.Done(events, System.nanoTime() - begin);
  }

  @Override
  public void close() {
    axon.close();
  }
}
