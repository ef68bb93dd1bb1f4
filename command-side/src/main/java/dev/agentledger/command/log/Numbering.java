package dev.agentledger.command.log;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Small integers for what many rows of the log have in common.
 *
 * <p>A number is kept for ever, so what a node has once read stays right, whatever other nodes add.
 */
final class Numbering<T> {

  private final JdbcClient database;
  private final String select;
  private final RowMapper<T> row;
  private final String insert;
  private final Function<T, Map<String, String>> values;
  private final Map<T, Short> numbers = new ConcurrentHashMap<>();
  private final Map<Short, T> all = new ConcurrentHashMap<>();
  private volatile boolean read;

  /**
   * @param select all of them, each with its {@code id}
   * @param insert one more, unless it is there
   * @param values of the insert
   */
  Numbering(
      DataSource database,
      String select,
      RowMapper<T> row,
      String insert,
      Function<T, Map<String, String>> values) {
    this.database = JdbcClient.create(new OutsideTransactions(database));
    this.select = select;
    this.row = row;
    this.insert = insert;
    this.values = values;
  }

  /** What has this number; another node may have given it a moment ago. */
  T of(short number) {
    var named = all.get(number);
    if (named == null) {
      read();
      named = all.get(number);
    }
    return Objects.requireNonNull(named, () -> "Nothing has the number %d".formatted(number));
  }

  /** Null when this node knows of none. */
  @Nullable Short numberOf(T named) {
    if (!read) {
      read();
    }
    return numbers.get(named);
  }

  /** The number that it has from now on, if it had none. */
  short added(T named) {
    var number = numberOf(named);
    if (number == null) {
      // Looked up first: an insert that conflicts uses up one of the few numbers.
      read();
      number = numbers.get(named);
    }
    if (number == null) {
      database.sql(insert).params(values.apply(named)).update();
      read();
      number = numbers.get(named);
    }
    return Objects.requireNonNull(number, named::toString);
  }

  /** All that this node knows of, by their numbers. */
  Map<Short, T> all() {
    if (!read) {
      read();
    }
    return Collections.unmodifiableMap(all);
  }

  private void read() {
    database
        .sql(select)
        .query(
            found -> {
              var named = row.mapRow(found, found.getRow());
              var number = found.getShort("id");
              numbers.put(named, number);
              all.put(number, named);
            });
    read = true;
  }
}
