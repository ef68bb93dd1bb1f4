package dev.agentledger.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.api.projection.ProjectionOwner;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * The database and the two ways into it: JDBC where a transaction is written, R2DBC where answers
 * are streamed.
 *
 * <p>Whoever reads or writes comes after the migrations: connections of R2DBC, transactions and
 * {@code JdbcTemplate} wait for them. Only the bare {@code DataSource} does not, since the
 * migrations themselves need it. Each bean depends on the one before, so that at the end the
 * connections are closed first and PostgreSQL is stopped last.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
public class DatabaseWiring {

  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(10);
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);
  private static final int IDLE_CONNECTIONS = 4;

  @Bean(destroyMethod = "close")
  LedgerDatabase ledgerDatabase(
      DatabaseSettings settings,
      ObjectProvider<DatabaseAhead.Start> ahead,
      Environment environment) {
    if (settings.isExternal()) {
      return ExternalDatabase.connect(settings);
    }
    return ahead
        .getIfAvailable(() -> DatabaseAhead.Start.begin(DatabaseAhead.home(environment)))
        .takeOver();
  }

  @Bean
  NodeId nodeId(LedgerDatabase database) {
    return database.nodeId();
  }

  @Bean
  HomeSecrets homeSecrets(LedgerDatabase database) {
    return database.secrets();
  }

  /** Read models are written under the name of the node. */
  @Bean
  ProjectionOwner projectionOwner(NodeId node) {
    return new ProjectionOwner(node.value());
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(LedgerDatabase database, DatabaseSettings settings) {
    var pool = new HikariConfig();
    pool.setPoolName("ledger-jdbc");
    pool.setJdbcUrl(database.address().jdbcUrl());
    pool.setDataSourceProperties(database.address().jdbcProperties());
    // The driver would otherwise bring the time zone of the JVM.
    pool.setConnectionInitSql("set time zone 'UTC'");
    pool.setMaximumPoolSize(settings.jdbcPoolSize());
    pool.setMinimumIdle(Math.min(IDLE_CONNECTIONS, settings.jdbcPoolSize()));
    pool.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
    return new HikariDataSource(pool);
  }

  @Bean(destroyMethod = "dispose")
  @DependsOnDatabaseInitialization
  ConnectionPool connectionFactory(LedgerDatabase database, DatabaseSettings settings) {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(
                new PostgresqlConnectionFactory(database.address().r2dbc()))
            .name("ledger-r2dbc")
            .initialSize(0)
            .maxSize(settings.r2dbcPoolSize())
            .maxIdleTime(IDLE_LIMIT)
            .maxAcquireTime(CONNECTION_LIMIT)
            .build());
  }

  @Bean
  DatabaseClient databaseClient(ConnectionFactory connections) {
    return DatabaseClient.builder()
        .connectionFactory(connections)
        .executeFunction(ReadToTheEnd::of)
        .build();
  }

  /** Facts, tokens and projections share its transactions; reads through R2DBC need none. */
  @Bean
  @Primary
  @DependsOnDatabaseInitialization
  JdbcTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }
}
