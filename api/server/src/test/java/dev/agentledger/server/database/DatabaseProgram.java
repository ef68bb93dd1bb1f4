package dev.agentledger.server.database;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcInitializationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The program reduced to its database, in this JVM or, for tests that kill it, in its own. */
@SpringBootConfiguration
@ImportAutoConfiguration({
  DataSourceAutoConfiguration.class,
  DataSourceInitializationAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  R2dbcAutoConfiguration.class,
  R2dbcInitializationAutoConfiguration.class,
  R2dbcTransactionManagerAutoConfiguration.class,
  DataR2dbcAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  TransactionManagerCustomizationAutoConfiguration.class,
  FlywayAutoConfiguration.class
})
@Import(DatabaseWiring.class)
class DatabaseProgram {

  static final String READY = "READY ";
  static final String COMMITTED = "COMMITTED ";

  static ConfigurableApplicationContext start(String... properties) {
    return new SpringApplicationBuilder(DatabaseProgram.class)
        .web(WebApplicationType.NONE)
        .initializers(new DatabaseAhead())
        .run(arguments(properties));
  }

  /** Commits one row after the other and reports each one that is committed, until killed. */
  static void main(String[] properties) {
    var program = start(properties);
    System.out.println(READY + program.getBean(NodeId.class).value());
    var jdbc = program.getBean(JdbcTemplate.class);
    for (var number = first(jdbc); true; number++) {
      jdbc.update("insert into wiring_proof (number) values (?)", number);
      System.out.println(COMMITTED + number);
    }
  }

  private static long first(JdbcTemplate jdbc) {
    return jdbc.queryForObject("select coalesce(max(number), 0) + 1 from wiring_proof", Long.class);
  }

  private static String[] arguments(String... properties) {
    return Stream.concat(
            Stream.of("spring.flyway.locations=classpath:db/wiring"), Arrays.stream(properties))
        .map(property -> "--" + property)
        .toArray(String[]::new);
  }
}
