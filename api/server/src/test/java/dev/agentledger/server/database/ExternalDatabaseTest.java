package dev.agentledger.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A PostgreSQL that someone else runs, and the words for what can be wrong with it. */
@ExtendWith(OutputCaptureExtension.class)
class ExternalDatabaseTest {

  private final TestDatabase existing = TestDatabase.fresh();

  @Test
  void eachProcessHasANodeIdOfItsOwn() {
    var one = connect(existing.url(), existing.user(), existing.password());
    var other = connect(existing.url(), existing.user(), existing.password());

    assertThat(one.nodeId()).isNotEqualTo(other.nodeId());
  }

  @Test
  void aWrongPasswordIsSaidAndNotRepeated(CapturedOutput output) {
    assertThatThrownBy(() -> connect(existing.url(), existing.user(), "wr0ng-secret"))
        .isInstanceOfSatisfying(
            DatabaseNotReady.class,
            refusal ->
                assertThat(refusal.action())
                    .contains("Check LEDGER_DATABASE_USER and LEDGER_DATABASE_PASSWORD"))
        .hasMessageContaining("does not let the user \"ledger\" in")
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("wr0ng-secret");
    assertThat(output).doesNotContain("wr0ng-secret");
  }

  @Test
  void aMissingDatabaseIsSaid() {
    var url = existing.url().replaceAll("test_\\w+", "nowhere");

    assertThatThrownBy(() -> connect(url, existing.user(), existing.password()))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining("has no database \"nowhere\"");
  }

  @Test
  void anUnreachableServerIsSaidWhenPatienceEnds() throws IOException {
    assertThatThrownBy(
            () -> connect("postgresql://127.0.0.1:" + unusedPort() + "/ledger", "ada", "secret"))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining("No connection to the PostgreSQL at postgresql://127.0.0.1:");
  }

  @Test
  void aMissingUserIsSaid() {
    assertThatThrownBy(() -> connect("postgresql://localhost/ledger", "", ""))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessage("LEDGER_DATABASE_URL is given, but no user to connect as");
  }

  @Test
  void aDatabaseThatCannotHoldEveryTextIsRefused() {
    var name = "test_latin_" + System.nanoTime();
    TestDatabase.execute(
        "create database %s owner ledger encoding 'LATIN1' locale_provider libc locale 'C' template template0"
            .formatted(name));

    assertThatThrownBy(
            () ->
                connect(
                    existing.url().replaceAll("test_\\w+", name),
                    existing.user(),
                    existing.password()))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining("stores text as LATIN1");
  }

  private static ExternalDatabase connect(String url, String user, String password) {
    return ExternalDatabase.connect(
        new DatabaseSettings(url, user, password, Duration.ofMillis(100), 1, 1));
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
