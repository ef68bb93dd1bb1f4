package dev.agentledger.command.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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

  private final Numbering<Shape> shapes;
  private final Cache<Shape, AtomicInteger> seen =
      Caffeine.newBuilder().maximumSize(WATCHED).build();

  Shapes(DataSource database) {
    shapes =
        new Numbering<>(
            database,
            "select id, text from shape",
            (row, _) -> Shape.of(row.getString("text")),
            "insert into shape (text) values (:text) on conflict (text) do nothing",
            shape -> Map.of("text", shape.text()));
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
    return shapes.of(number);
  }

  private @Nullable Short numberOf(Shape shape) {
    var number = shapes.numberOf(shape);
    return number == null && isFrequent(shape) ? added(shape) : number;
  }

  private boolean isFrequent(Shape shape) {
    return shapes.all().size() < MOST
        && shape.length() <= LONGEST
        && seen.get(shape, _ -> new AtomicInteger()).incrementAndGet() >= OFTEN;
  }

  private synchronized Short added(Shape shape) {
    Short number = shapes.added(shape);
    seen.invalidate(shape);
    return number;
  }
}
