package dev.agentledger.command.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The shapes of payloads that come often, and the numbers by which the log names them.
 *
 * <p>Names of fields that somebody chose for one payload are part of a shape too, so a shape gets a
 * number only when it has come so many times, and there are only so many numbers. A shape keeps its
 * number for ever.
 */
final class Shapes {

  /** How many times this node has seen a shape before it gets a number. */
  static final int OFTEN = 32;

  private static final int MOST = 4_096;

  /** What comes seldom is forgotten before it has come often. */
  private static final int WATCHED = 1_000;

  /** In bytes; each must fit an index. */
  private static final int LONGEST = 1_000;

  private final JdbcClient database;
  private final Map<Shape, Short> numbers = new ConcurrentHashMap<>();
  private final Map<Short, Shape> shapes = new ConcurrentHashMap<>();
  private final Cache<Shape, AtomicInteger> seen =
      Caffeine.newBuilder().maximumSize(WATCHED).build();
  private volatile boolean known;

  Shapes(DataSource database) {
    this.database = JdbcClient.create(new OutsideTransactions(database));
  }

  /** Without what the log knows already, if the payload looks as many did before. */
  StoredPayload shaped(byte[] json, String streamId) {
    var shaped = ShapedJson.of(json, streamId);
    var number = shaped == null ? null : numberOf(shaped.shape());
    return shaped == null || number == null
        ? StoredPayload.asIs(json)
        : new StoredPayload(number, shaped.values());
  }

  Shape shape(short number) {
    var shape = shapes.get(number);
    if (shape == null) {
      read();
      shape = shapes.get(number);
    }
    return Objects.requireNonNull(shape, () -> "The log has no shape " + number);
  }

  private @Nullable Short numberOf(Shape shape) {
    if (!known) {
      read();
    }
    var number = numbers.get(shape);
    return number == null && isFrequent(shape) ? added(shape) : number;
  }

  private boolean isFrequent(Shape shape) {
    return numbers.size() < MOST
        && shape.length() <= LONGEST
        && seen.get(shape, _ -> new AtomicInteger()).incrementAndGet() >= OFTEN;
  }

  private synchronized @Nullable Short added(Shape shape) {
    // Looked up first: an insert that conflicts uses up one of the few numbers.
    read();
    if (!numbers.containsKey(shape)) {
      database
          .sql("insert into shape (text) values (:text) on conflict (text) do nothing")
          .param("text", shape.text())
          .update();
      read();
    }
    seen.invalidate(shape);
    return numbers.get(shape);
  }

  private void read() {
    database
        .sql("select id, text from shape")
        .query(
            row -> {
              var shape = Shape.of(row.getString("text"));
              numbers.put(shape, row.getShort("id"));
              shapes.put(row.getShort("id"), shape);
            });
    known = true;
  }
}
