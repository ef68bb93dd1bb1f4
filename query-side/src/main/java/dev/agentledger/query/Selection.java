package dev.agentledger.query;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** A select whose conditions are known only when it is asked. */
public final class Selection {

  private final String select;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private String tail = "";

  private Selection(String select) {
    this.select = select;
  }

  /** Begins with everything up to the conditions. */
  public static Selection of(String select) {
    return new Selection(select);
  }

  /** Begins with a text in which each {@code %s} stands for another select, values included. */
  public static Selection of(String template, Selection... parts) {
    var whole = new Selection(template.formatted(Stream.of(parts).map(Selection::text).toArray()));
    for (var part : parts) {
      whole.values.putAll(part.values);
    }
    return whole;
  }

  /** Adds a condition on a value; none when the value is absent. */
  public Selection where(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      bind(name, value);
    }
    return this;
  }

  public Selection where(String condition) {
    conditions.add(condition);
    return this;
  }

  /** Gives a condition one more value. */
  public Selection bind(String name, Object value) {
    values.put(name, value instanceof String text ? Documents.column(text) : value);
    return this;
  }

  public Selection orderBy(String order, int limit) {
    tail = " order by " + order + " limit " + limit;
    return this;
  }

  /** As many, and what is equal to the last of them in that order. */
  public Selection orderByWithTies(String order, int limit) {
    tail = " order by " + order + " fetch first " + limit + " rows with ties";
    return this;
  }

  /** Any one. */
  public Selection first() {
    tail = " limit 1";
    return this;
  }

  public <T> Flux<T> read(DatabaseClient database, Function<? super Readable, T> row) {
    var statement = database.sql(text());
    for (var value : values.entrySet()) {
      statement = statement.bind(value.getKey(), value.getValue());
    }
    return statement.map(row).all();
  }

  private String text() {
    var where = conditions.isEmpty() ? "" : " where (" + String.join(") and (", conditions) + ")";
    return select + where + tail;
  }

  /** The text of a column that is never null. */
  public static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }
}
