package dev.agentledger.query.projection;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many rows as one array for each column, so that one statement writes them all.
 *
 * <p>The statement takes the columns in their order: {@code unnest(?, ?, ...)}.
 */
public final class Columns<R> {

  private final List<R> rows;
  private final List<Column> columns = new ArrayList<>();

  /** Arrays of texts and of numbers go over the wire as they are, all others as one text. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  private record Column(String type, @Nullable Object[] values) {}

  private Columns(List<R> rows) {
    this.rows = rows;
  }

  public static <R> Columns<R> of(Collection<? extends R> rows) {
    return new Columns<>(List.copyOf(rows));
  }

  /** A column of text, which must not hold NUL. */
  public Columns<R> text(Function<? super R, @Nullable String> value) {
    return column("text", new @Nullable String[rows.size()], value);
  }

  /** A column of lists of text, which the statement casts to {@code text[]}. */
  public Columns<R> texts(Function<? super R, List<String>> value) {
    return list(value, text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  /** A column of lists of whole numbers, which the statement casts to {@code bigint[]}. */
  public Columns<R> numbers(Function<? super R, List<Long>> value) {
    return list(value, String::valueOf);
  }

  /** A column of lists of moments, which the statement casts to {@code timestamptz[]}. */
  public Columns<R> instants(Function<? super R, List<Instant>> value) {
    return list(value, Instant::toString);
  }

  private <E> Columns<R> list(Function<? super R, List<E>> value, Function<E, String> element) {
    return text(row -> value.apply(row).stream().map(element).collect(joining(",", "{", "}")));
  }

  public Columns<R> number(Function<? super R, ? extends @Nullable Number> value) {
    return column(
        "int8",
        new @Nullable Long[rows.size()],
        row -> {
          var number = value.apply(row);
          return number == null ? null : number.longValue();
        });
  }

  public Columns<R> id(Function<? super R, @Nullable UUID> value) {
    return column("uuid", new @Nullable UUID[rows.size()], value);
  }

  public Columns<R> instant(Function<? super R, Instant> value) {
    return column(
        "timestamptz", new @Nullable String[rows.size()], row -> value.apply(row).toString());
  }

  /** Runs the statement for all rows; nothing when there are none. */
  public void write(Connection connection, String sql) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < columns.size(); i++) {
        var column = columns.get(i);
        statement.setArray(i + 1, connection.createArrayOf(column.type(), column.values()));
      }
      statement.executeUpdate();
    }
  }

  private <V> Columns<R> column(
      String type, @Nullable V[] values, Function<? super R, ? extends @Nullable V> value) {
    for (var i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    columns.add(new Column(type, values));
    return this;
  }
}
