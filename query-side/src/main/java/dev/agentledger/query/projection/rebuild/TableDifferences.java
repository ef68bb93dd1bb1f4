package dev.agentledger.query.projection.rebuild;

import static java.util.stream.Collectors.joining;

import dev.agentledger.api.projection.GenerationComparison;
import dev.agentledger.api.projection.RowDifference;
import dev.agentledger.api.projection.TableComparison;
import dev.agentledger.query.projection.Generation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Finds what two generations say differently, as one transaction sees both.
 *
 * <p>Of tables with other columns than before, those are compared that both have.
 */
final class TableDifferences {

  private static final int SAMPLE = 20;

  private final Connection connection;
  private final Generation before;
  private final Generation after;

  TableDifferences(Connection connection, Generation before, Generation after) {
    this.connection = connection;
    this.before = before;
    this.after = after;
  }

  GenerationComparison at(long position) throws SQLException {
    var names = new LinkedHashSet<String>(tables(before));
    names.addAll(tables(after));
    var tables = new ArrayList<TableComparison>();
    for (var name : names) {
      tables.add(compare(name));
    }
    return new GenerationComparison(
        position, tables.stream().allMatch(TableComparison::same), tables, now());
  }

  private record Sum(long rows, String checksum) {}

  private TableComparison compare(String table) throws SQLException {
    var common = new ArrayList<>(columns(before, table));
    common.retainAll(columns(after, table));
    var old = sum(before, table, common);
    var fresh = sum(after, table, common);
    return new TableComparison(
        table,
        old.rows(),
        fresh.rows(),
        old.checksum(),
        fresh.checksum(),
        old.equals(fresh) ? List.of() : sample(table, common));
  }

  /** Sums up the rows in no order, so that nothing has to be sorted. */
  private Sum sum(Generation generation, String table, List<String> columns) throws SQLException {
    if (columns(generation, table).isEmpty()) {
      return new Sum(0, "0");
    }
    var row = columns.stream().map(TableDifferences::quoted).collect(joining(", ", "row(", ")"));
    try (var select =
            connection.prepareStatement(
                "select count(*), coalesce(sum(hashtextextended(%s::text, 0)::numeric), 0)::text from %s"
                    .formatted(row, named(generation, table)));
        var sum = select.executeQuery()) {
      sum.next();
      return new Sum(sum.getLong(1), sum.getString(2));
    }
  }

  private List<RowDifference> sample(String table, List<String> columns) throws SQLException {
    var key = key(table);
    if (key.isEmpty() || !columns.containsAll(key)) {
      return List.of();
    }
    var changed =
        columns.stream()
            .map(
                column ->
                    "case when o.%1$s::text is distinct from n.%1$s::text then '%2$s' end"
                        .formatted(quoted(column), column.replace("'", "''")))
            .collect(joining(", "));
    var select =
        """
        select keys, kind, case kind when 'CHANGED' then columns else '{}' end as columns
        from (
          select array[%1$s] as keys,
                 case when o.%2$s is null then 'ADDED' when n.%2$s is null then 'MISSING'
                   else 'CHANGED' end as kind,
                 array_remove(array[%3$s], null) as columns
          from %4$s o full join %5$s n on %6$s
        ) rows
        where kind <> 'CHANGED' or columns <> '{}'
        order by keys limit %7$d
        """
            .formatted(
                key.stream()
                    .map(column -> "coalesce(o.%1$s, n.%1$s)::text".formatted(quoted(column)))
                    .collect(joining(", ")),
                quoted(key.getFirst()),
                changed,
                named(before, table),
                named(after, table),
                key.stream()
                    .map(column -> "o.%1$s = n.%1$s".formatted(quoted(column)))
                    .collect(joining(" and ")),
                SAMPLE);
    try (var statement = connection.prepareStatement(select);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<RowDifference>();
      while (rows.next()) {
        found.add(
            new RowDifference(
                texts(rows, "keys"),
                RowDifference.Kind.valueOf(rows.getString("kind")),
                texts(rows, "columns")));
      }
      return found;
    }
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private List<String> tables(Generation generation) throws SQLException {
    return names(
        "select tablename::text from pg_tables where schemaname = ? order by 1",
        generation.schema());
  }

  private List<String> columns(Generation generation, String table) throws SQLException {
    return names(
        """
        select column_name::text from information_schema.columns
        where table_schema = ? and table_name = ? order by ordinal_position
        """,
        generation.schema(),
        table);
  }

  /** The columns of the primary key; none when both generations do not have the same. */
  private List<String> key(String table) throws SQLException {
    var old = key(before, table);
    return old.equals(key(after, table)) ? old : List.of();
  }

  private List<String> key(Generation generation, String table) throws SQLException {
    return names(
        """
        select u.column_name::text
        from information_schema.table_constraints c
          join information_schema.key_column_usage u
            using (constraint_schema, constraint_name, table_name)
        where c.constraint_schema = ? and c.table_name = ? and c.constraint_type = 'PRIMARY KEY'
        order by u.ordinal_position
        """,
        generation.schema(),
        table);
  }

  private List<String> names(String sql, String... values) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      try (var rows = select.executeQuery()) {
        var found = new ArrayList<String>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    }
  }

  private Instant now() throws SQLException {
    try (var select = connection.prepareStatement("select clock_timestamp()");
        var row = select.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static String named(Generation generation, String table) {
    return quoted(generation.schema()) + "." + quoted(table);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
