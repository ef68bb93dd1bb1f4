package dev.agentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.query.QuerySide;
import dev.agentledger.query.projection.Generation.State;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private QuerySide side;
  private Generations generations;

  @BeforeEach
  void start() {
    side = QuerySide.startWithoutProjections();
    generations = side.component(Generations.class);
  }

  @AfterEach
  void stop() {
    side.close();
  }

  /** A read model whose tables are as they are told to be. */
  private record Told(int version, String ddl) implements Projection {

    @Override
    public String name() {
      return "told-tables";
    }

    @Override
    public List<String> tables() {
      return List.of("told");
    }

    @Override
    public Set<Class<? extends DomainEvent>> families() {
      return Set.of(DomainEvent.class);
    }

    @Override
    public void apply(List<ProjectedEvent> batch, ProjectionSession session) {}
  }

  private static final Told FIRST = new Told(1, "create table told (number int primary key)");
  private static final Told SAME_TABLES = new Told(2, FIRST.ddl());
  private static final Told OTHER_TABLES = new Told(2, "create table told (word text)");

  private Generation switchTo(Projection projection) throws SQLException {
    return Transaction.run(
        side.dataSource(),
        connection -> {
          generations.lock(connection, projection.name());
          var made = generations.create(connection, projection, 3);
          generations.activate(connection, projection, made);
          return made;
        });
  }

  private List<State> states() throws SQLException {
    return generations.of(FIRST.name()).stream().map(Generation::state).toList();
  }

  @Test
  void nodesThatStartTogetherMakeOneGeneration() throws Exception {
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      var started =
          IntStream.range(0, 5)
              .mapToObj(
                  _ ->
                      nodes.submit(
                          () -> {
                            generations.prepare(FIRST, 2);
                            return true;
                          }))
              .toList();
      for (var node : started) {
        node.get();
      }
    }

    assertThat(states()).containsExactly(State.ACTIVE);
  }

  @Test
  void readersSeeTheNewestAndTheOneBeforeIsKept() throws SQLException {
    generations.prepare(FIRST, 2);
    side.jdbc().sql("insert into told_tables_g1.told values (1)").update();
    assertThat(side.jdbc().sql("select number from told").query(Integer.class).list())
        .containsExactly(1);

    switchTo(OTHER_TABLES);

    assertThat(side.jdbc().sql("select word from told").query(String.class).list()).isEmpty();
    assertThat(states()).containsExactly(State.PREVIOUS, State.ACTIVE);
    assertThat(side.component(Segments.class).active(FIRST.name())).hasSize(3);

    switchTo(OTHER_TABLES);

    assertThat(states()).containsExactly(State.PREVIOUS, State.ACTIVE);
    assertThat(generations.active(FIRST.name()).orElseThrow().number()).isEqualTo(3);
    assertThat(
            side.jdbc()
                .sql("select count(*) from pg_namespace where nspname = 'told_tables_g1'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void whatWasFilledByAnOlderVersionIsWrittenOnOnlyInTheSameTables() {
    var old = new Generation("told-tables", 1, 1, FIRST.ddl(), 2, State.ACTIVE);
    var newer = new Generation("told-tables", 2, 2, FIRST.ddl(), 2, State.ACTIVE);

    assertThat(old.isWritableBy(FIRST)).isTrue();
    assertThat(old.isWritableBy(SAME_TABLES)).isTrue();
    assertThat(old.isWritableBy(OTHER_TABLES)).isFalse();
    assertThat(newer.isWritableBy(FIRST)).isFalse();
  }

  @Test
  void indexesThatOnlyReadersNeedAreMadeWhenTheRowsAreThere() throws SQLException {
    var indexed =
        new Told(
            2,
            """
            create table told (number int primary key, word text, other text);
            create unique index told_once on told (word);
            create index told_by_other on told (other, number)
              where other is not null;
            -- create index in words
            create index told_by_word on told using hash (word)""");
    generations.prepare(FIRST, 2);
    var made =
        Transaction.run(
            side.dataSource(),
            connection -> {
              generations.lock(connection, indexed.name());
              return generations.create(connection, indexed, 2);
            });
    assertThat(indexes()).containsExactly("told_once", "told_pkey");

    generations.complete(indexed, made);
    generations.complete(indexed, made);

    assertThat(indexes())
        .containsExactly("told_by_other", "told_by_word", "told_once", "told_pkey");
  }

  private List<String> indexes() {
    return side.jdbc()
        .sql(
            "select indexname::text from pg_indexes where schemaname = 'told_tables_g2' order by 1")
        .query(String.class)
        .list();
  }
}
