package dev.agentledger.server.database;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * A result that is read to its end though its reader has left.
 *
 * <p>Cancelled on the way, the driver can leave a connection waiting for a reader who is gone;
 * whoever has that connection next is never answered.
 *
 * @see <a href="https://github.com/pgjdbc/r2dbc-postgresql/issues/661">What the driver does</a>
 */
final class ReadToTheEnd implements Result {

  private final Result result;
  private final AtomicBoolean read = new AtomicBoolean();

  private ReadToTheEnd(Result result) {
    this.result = result;
  }

  /** Executes the statement so. */
  static Flux<ReadToTheEnd> of(Statement statement) {
    return toTheEnd(
        Flux.from(statement.execute()).map(ReadToTheEnd::new), ReadToTheEnd::skipUnlessRead);
  }

  private void skipUnlessRead() {
    if (read.compareAndSet(false, true)) {
      Flux.from(result.getRowsUpdated()).onErrorComplete().subscribe();
    }
  }

  private <T> Flux<T> once(Supplier<Publisher<? extends T>> reading) {
    return Flux.defer(
        () -> read.compareAndSet(false, true) ? toTheEnd(reading.get(), _ -> {}) : Flux.empty());
  }

  @Override
  public Publisher<Long> getRowsUpdated() {
    return once(result::getRowsUpdated);
  }

  @Override
  public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> mapping) {
    return once(() -> result.map(mapping));
  }

  @Override
  public <T> Publisher<T> map(Function<? super Readable, ? extends T> mapping) {
    return once(() -> result.map(mapping));
  }

  @Override
  public Result filter(Predicate<Segment> filter) {
    return new ReadToTheEnd(result.filter(filter));
  }

  @Override
  public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> mapping) {
    return once(() -> result.flatMap(mapping));
  }

  private static <T> Flux<T> toTheEnd(Publisher<? extends T> source, Consumer<T> late) {
    return new Flux<>() {
      @Override
      public void subscribe(CoreSubscriber<? super T> reader) {
        source.subscribe(new PatientReader<T>(reader, late));
      }
    };
  }
}
