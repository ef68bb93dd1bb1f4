package dev.agentledger.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is started before anybody needs it. */
class DatabaseAheadTest {

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void makeHome() {
    home = TestDatabase.home(directory);
  }

  @Test
  void whoeverTakesItOverKeepsIt() throws Exception {
    var start = DatabaseAhead.Start.begin(home);

    try (var database = start.takeOver()) {
      start.abandon();

      assertThat(database.address().probe().encoding()).isEqualTo("UTF8");
    }
  }

  @Test
  void aStartThatNobodyTookOverLeavesNothingRunningAndNothingHeld() {
    var start = DatabaseAhead.Start.begin(home);

    start.abandon();

    assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
    LedgerHome.open(home).close();
    assertThatThrownBy(start::takeOver).isInstanceOf(DatabaseNotReady.class);
  }

  @Test
  void whatKeepsItFromStartingIsToldWhereItIsNeeded() {
    try (var holder = LedgerHome.open(home)) {
      var start = DatabaseAhead.Start.begin(home);

      assertThatThrownBy(start::takeOver)
          .isInstanceOf(DatabaseNotReady.class)
          .hasMessageContaining("%s is in use".formatted(holder.path()));
      start.abandon();
    }
    assertThat(home.resolve("postgres")).doesNotExist();
  }
}
