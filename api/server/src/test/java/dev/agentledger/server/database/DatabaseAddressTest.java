package dev.agentledger.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.postgresql.client.SSLMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of an address that people have at hand. */
class DatabaseAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db.example:5433/ledger",
        "postgres://db.example:5433/ledger",
        "jdbc:postgresql://db.example:5433/ledger",
        "r2dbc:postgresql://db.example:5433/ledger",
        "r2dbc:pool:postgresql://db.example:5433/ledger",
        " postgresql://db.example:5433/ledger?sslmode=prefer "
      })
  void everyFormMeansTheSame(String url) {
    assertThat(DatabaseAddress.parse(url, "ada", "secret"))
        .isEqualTo(
            new DatabaseAddress(
                "db.example", 5433, "ledger", "ada", "secret", Map.of("sslmode", "prefer")));
  }

  @Test
  void userAndPasswordMayBeInTheAddress() {
    var inFront = DatabaseAddress.parse("postgresql://ada:p%40ss@db.example/ledger", null, null);
    var behind =
        DatabaseAddress.parse(
            "jdbc:postgresql://db.example/ledger?user=ada&password=p%40ss", null, " ");

    assertThat(inFront).isEqualTo(behind);
    assertThat(inFront.user()).isEqualTo("ada");
    assertThat(inFront.password()).isEqualTo("p@ss");
    assertThat(inFront.port()).isEqualTo(5432);
  }

  @Test
  void theSettingsWinOverTheAddress() {
    var address = DatabaseAddress.parse("postgresql://ada:old@db.example/ledger", "grace", "new");

    assertThat(address.user()).isEqualTo("grace");
    assertThat(address.password()).isEqualTo("new");
  }

  @Test
  void optionsReachBothDrivers() {
    var address =
        DatabaseAddress.parse(
            "postgresql://[::1]/ledger?sslMode=require&schema=platform", "ada", "secret");

    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/ledger");
    assertThat(address.jdbcProperties())
        .containsEntry("sslmode", "require")
        .containsEntry("currentSchema", "platform")
        .containsEntry("ApplicationName", "agent-ledger");
    assertThat(address.r2dbc().toString()).contains("host='::1'").contains("search_path=platform");
    assertThat(address.r2dbc()).extracting("sslConfig.sslMode").isEqualTo(SSLMode.REQUIRE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.example:5432/ledger",
        "mysql://db.example/ledger",
        "postgresql://db.example",
        "postgresql://db.example/",
        "postgresql://db.example:99999/ledger",
        "postgresql://db.example:0/ledger",
        "postgresql://one,two/ledger",
        "postgresql://db.example/ledger?sslmode=perhaps",
        "postgresql://db.example/ledger?reWriteBatchedInserts=true",
        "postgresql://db.example/ledger?sslmode",
        "postgresql://db.example/led%ger"
      })
  void whatIsNotAnAddressIsRefusedInWords(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url, "ada", "secret"))
        .isInstanceOfSatisfying(
            DatabaseNotReady.class,
            refusal ->
                assertThat(refusal.action())
                    .startsWith("Write it as postgresql://host:5432/database"))
        .hasMessageStartingWith("LEDGER_DATABASE_URL ")
        .hasMessageEndingWith(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ada:hidden@db.example/ledger",
        "postgresql://ada:hid/den@db.example/ledger",
        "postgresql://db.example/ledger?user=ada&password=hidden&nonsense=1",
        "postgresql://ada:hidden@db.example/ledger?nonsense=1"
      })
  void noPasswordIsEverRepeated(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url, null, null)).hasMessageNotContaining("hid");
  }

  @Test
  void nothingPrintsThePassword() {
    var address = DatabaseAddress.parse("postgresql://db.example/ledger", "ada", "hidden");

    assertThat(address.toString()).isEqualTo("postgresql://db.example:5432/ledger");
  }
}
