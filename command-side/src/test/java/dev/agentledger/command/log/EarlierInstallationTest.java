package dev.agentledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EarlierInstallationTest {

  private static final int FIRST_FORM = -1482192065;

  private PostgresEventLog log;

  @BeforeEach
  void start() {
    log = new PostgresEventLog();
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void ofTheFirstFormOfShapesIsKnownAgain() {
    var now = checksum();
    migratedWith(FIRST_FORM);

    migrate();

    assertThat(now).isNotEqualTo(FIRST_FORM);
    assertThat(checksum()).isEqualTo(now);
  }

  @Test
  void ofAFormThatWasNeverReleasedIsNot() {
    migratedWith(7);

    assertThatThrownBy(this::migrate).isInstanceOf(FlywayValidateException.class);
  }

  private void migrate() {
    Flyway.configure().dataSource(log.database()).load().migrate();
  }

  private int checksum() {
    return log.sql()
        .sql("select checksum from flyway_schema_history where version = '103'")
        .query(Integer.class)
        .single();
  }

  private void migratedWith(int checksum) {
    log.sql()
        .sql("update flyway_schema_history set checksum = ? where version = '103'")
        .param(checksum)
        .update();
  }
}
