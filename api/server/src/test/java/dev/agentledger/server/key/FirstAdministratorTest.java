package dev.agentledger.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.RunningEdge;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.security.AdvisoryLock;
import dev.agentledger.server.security.KeySecrets;
import dev.agentledger.server.security.Secret;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;

@RunningEdge
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

  private static final Pattern SECRET = Pattern.compile("(?m)^ +(al_[A-Za-z0-9_-]{43})$");

  @LocalServerPort int port;
  @Autowired Commands commands;
  @Autowired Queries queries;
  @Autowired KeySecrets secrets;
  @Autowired AdvisoryLock lock;
  @Autowired Environment environment;
  @Autowired DatabaseClient database;

  @BeforeEach
  void nobodyIsThereYet() {
    forget();
  }

  @AfterEach
  void theAdministratorOfTheTestsComesBack() {
    forget();
    start(RunningEdge.ADMINISTRATOR);
  }

  @Test
  void twoNodesThatStartAtOnceShowOneKeyWhichWorks(CapturedOutput output) {
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> start("")),
            CompletableFuture.runAsync(() -> start("")))
        .join();

    var shown = SECRET.matcher(output.getOut()).results().map(MatchResult::group).toList();
    assertThat(shown).hasSize(1);
    new Edge(port)
        .as(shown.getFirst().strip())
        .get()
        .uri("/api/v1/keys/key_admin")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.owner")
        .isEqualTo("admin")
        .jsonPath("$.issuedBy")
        .isEqualTo("system:bootstrap");
  }

  @Test
  void aLaterStartShowsTheAddressesOnly(CapturedOutput output) {
    start("");
    var before = output.getOut().length();

    start("");

    assertThat(output.getOut().substring(before))
        .contains("http://127.0.0.1:" + port + "/api/v1")
        .contains("/swagger-ui.html")
        .doesNotContain("al_");
  }

  @Test
  void aGivenKeyIsUsedAndNotShown(CapturedOutput output) {
    start("a-key-that-somebody-chose-well-0123");

    assertThat(output.getAll()).doesNotContain("a-key-that-somebody-chose");
    new Edge(port)
        .as("a-key-that-somebody-chose-well-0123")
        .get()
        .uri("/api/v1/keys")
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void anotherGivenKeyAtALaterStartIsNotUsed(CapturedOutput output) {
    start("a-key-that-somebody-chose-well-0123");

    start("another-key-somebody-chose-well-0123");

    assertThat(output.getAll()).contains("LEDGER_ADMIN_KEY is not used");
    assertThat(secrets.keyOf(Secret.of("another-key-somebody-chose-well-0123")).block()).isNull();
  }

  @Test
  void aShortKeyIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(() -> start("too-short"))
        .isInstanceOf(UnusableAdministratorKey.class)
        .hasMessage("A key has 16 to 512 characters, all of them printable ASCII without spaces");
  }

  @Test
  void aKeyThatIsNotLongIsWarnedOf(CapturedOutput output) {
    start("sixteen-letters-");

    assertThat(output.getAll()).contains("LEDGER_ADMIN_KEY has fewer than 32 characters");
  }

  private void start(String given) {
    new FirstAdministrator(commands, queries, secrets, lock, environment, given)
        .run(new DefaultApplicationArguments());
  }

  private void forget() {
    database.sql("delete from key_secret where key_id = 'key_admin'").then().block();
  }
}
