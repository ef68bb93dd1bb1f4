package dev.agentledger.server.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL to use and how many connections to keep.
 *
 * @param url address of an external PostgreSQL; without it one is embedded
 * @param user who to connect as, if the address does not say
 * @param password the password, if the address does not say
 * @param patience how long an external PostgreSQL may take to become reachable
 * @param jdbcPoolSize most JDBC connections open at a time
 * @param r2dbcPoolSize most R2DBC connections open at a time
 */
@ConfigurationProperties("ledger.database")
record DatabaseSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("15s") Duration patience,
    @DefaultValue("16") int jdbcPoolSize,
    @DefaultValue("16") int r2dbcPoolSize) {

  boolean isExternal() {
    return isExternal(url);
  }

  static boolean isExternal(@Nullable String url) {
    return url != null && !url.isBlank();
  }

  @Override
  public String toString() {
    return "DatabaseSettings[external=" + isExternal() + "]";
  }
}
