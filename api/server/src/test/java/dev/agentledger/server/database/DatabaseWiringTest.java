package dev.agentledger.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans that the rest of the program finds. */
class DatabaseWiringTest {

  private static final String SESSION =
      "select current_setting('timezone') || ' ' || application_name || ' ' || current_database()"
          + " from pg_stat_activity where pid = pg_backend_pid()";

  private static final int MOMENTS = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void jdbcAndR2dbcReachTheSameDatabaseInUtc() {
    var zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    try (var program = DatabaseProgram.start("ledger.home=" + TestDatabase.home(directory))) {
      var jdbc = program.getBean(JdbcTemplate.class);
      var r2dbc = program.getBean(DatabaseClient.class);

      jdbc.update("insert into wiring_proof (number) values (7)");

      assertThat(read(r2dbc, "select number::text from wiring_proof")).isEqualTo("7");
      assertThat(jdbc.queryForObject(SESSION, String.class)).isEqualTo("UTC agent-ledger ledger");
      assertThat(read(r2dbc, SESSION)).isEqualTo("UTC agent-ledger ledger");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  /** The driver leaves a connection waiting for a reader who left before the first row. */
  @Test
  void whoeverLeavesWhileTheirAnswerIsUnderWayHoldsUpNobodyAfterThem() {
    var existing = TestDatabase.fresh();
    try (var program =
        DatabaseProgram.start(
            "ledger.database.url=" + existing.url(),
            "ledger.database.user=" + existing.user(),
            "ledger.database.password=" + existing.password(),
            "ledger.database.r2dbc-pool-size=1")) {
      var r2dbc = program.getBean(DatabaseClient.class);

      for (var moment = 0; moment < MOMENTS; moment++) {
        var reading =
            r2dbc.sql("select n from generate_series(1, 600) n").fetch().all().subscribe();
        var leaving = System.nanoTime() + moment % 500 * 4_000L;
        while (System.nanoTime() < leaving) {
          Thread.onSpinWait();
        }
        reading.dispose();

        assertThat(read(r2dbc, "select 'answered'")).isEqualTo("answered");
      }
    }
  }

  @Test
  void anExternalDatabaseIsUsedAndNothingIsEmbedded() {
    var existing = TestDatabase.fresh();
    var home = directory.resolve("unused");

    try (var program =
        DatabaseProgram.start(
            "ledger.home=" + home,
            "ledger.database.url=" + existing.url(),
            "ledger.database.user=" + existing.user(),
            "ledger.database.password=" + existing.password())) {
      assertThat(program.getBean(JdbcTemplate.class).queryForObject(SESSION, String.class))
          .isEqualTo("UTC agent-ledger " + existing.url().replaceAll(".*/|\\?.*", ""));
      assertThat(
              read(
                  program.getBean(DatabaseClient.class), "select count(*)::text from wiring_proof"))
          .isEqualTo("0");
    }
    assertThat(home).doesNotExist();
  }

  @Test
  void theTransactionsOfJdbcAreTheOnesThatCount() {
    try (var program = startExternally()) {
      var transactions = program.getBean(PlatformTransactionManager.class);
      var jdbc = program.getBean(JdbcTemplate.class);

      assertThat(program.getBean(TransactionManager.class)).isSameAs(transactions);
      assertThat(transactions).isInstanceOf(JdbcTransactionManager.class);
      assertThatThrownBy(
              () ->
                  new TransactionTemplate(transactions)
                      .executeWithoutResult(
                          _ -> {
                            jdbc.update("insert into wiring_proof (number) values (1)");
                            throw new IllegalStateException("after the row");
                          }))
          .hasMessage("after the row");
      assertThat(jdbc.queryForObject("select count(*) from wiring_proof", Long.class)).isZero();
    }
  }

  @Test
  void whoeverReadsComesAfterTheMigrations() {
    var existing = TestDatabase.fresh();

    try (var program =
        new SpringApplicationBuilder(EarlyReader.class, DatabaseProgram.class)
            .web(WebApplicationType.NONE)
            .properties("spring.flyway.locations=classpath:db/wiring")
            .properties(Map.copyOf(existing.properties()))
            .run()) {
      assertThat(program.getBean("rowsSeenReactively")).isEqualTo("0");
      assertThat(program.getBean("rowsSeenInATransaction")).isEqualTo(0L);
    }
  }

  @Test
  void aPlaceWithoutMigrationsIsNoFailure() {
    var existing = TestDatabase.fresh();

    try (var program =
        DatabaseProgram.start(
            "spring.flyway.locations=classpath:db/none-yet",
            "ledger.database.url=" + existing.url(),
            "ledger.database.user=" + existing.user(),
            "ledger.database.password=" + existing.password())) {
      assertThat(program.isRunning()).isTrue();
    }
  }

  private static ConfigurableApplicationContext startExternally() {
    var existing = TestDatabase.fresh();
    return DatabaseProgram.start(
        "ledger.database.url=" + existing.url(),
        "ledger.database.user=" + existing.user(),
        "ledger.database.password=" + existing.password());
  }

  private static String read(DatabaseClient client, String sql) {
    return client.sql(sql).map(row -> row.get(0, String.class)).one().block(PATIENCE);
  }

  /** Beans that read the database while the program is still being put together. */
  @Configuration(proxyBeanMethods = false)
  static class EarlyReader {

    @Bean
    String rowsSeenReactively(ConnectionFactory connections) {
      return read(DatabaseClient.create(connections), "select count(*)::text from wiring_proof");
    }

    @Bean
    Long rowsSeenInATransaction(PlatformTransactionManager transactions, DataSource dataSource) {
      return new TransactionTemplate(transactions)
          .execute(
              _ ->
                  new JdbcTemplate(dataSource)
                      .queryForObject("select count(*) from wiring_proof", Long.class));
    }
  }
}
