package dev.agentledger.saga.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.api.credential.MasterKeys;
import dev.agentledger.api.credential.SecretValues;
import dev.agentledger.api.credential.VaultClosed;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.egress.Exchanges;
import dev.agentledger.saga.egress.LocalServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets at rest in a real database, and tokens of a real token endpoint. */
@Timeout(60)
class StoredCredentialsTest {

  private static final String TENANT = "acme";
  private static final SecretKey FIRST = key(1);
  private static final SecretKey SECOND = key(2);

  private static JdbcClient database;

  private final Stored stored = new Stored();
  private final LocalServer server = LocalServer.start();

  /** The credentials of the tenant, as the query side would answer. */
  static final class Stored {

    private final Map<CredentialId, CredentialView> views = new ConcurrentHashMap<>();

    @QueryHandler
    Optional<CredentialView> handle(FindCredential query) {
      return Optional.ofNullable(views.get(query.credentialId()));
    }
  }

  /** A node with these master keys. */
  private final class Node {

    private final SecretTable table = new SecretTable(database);
    private final SealedSecrets seals;
    private final StoredSecrets secrets;
    private final StoredCredentials credentials;

    Node(SecretKey... keys) {
      seals = new SealedSecrets(new MasterKeys(List.of(keys)));
      secrets = new StoredSecrets(table, seals);
      var queries = SimpleQueryBus.builder().build();
      new AnnotationQueryHandlerAdapter<>(stored).subscribe(queries);
      credentials =
          new StoredCredentials(
              queries,
              table,
              secrets,
              new Tokens(
                  table, secrets, new TokenEndpoint(Exchanges.reaching(List.of("127.0.0.1")))));
    }

    void keep(String name, CredentialKind kind, CredentialUse use, Map<String, String> secret) {
      var id = CredentialId.of(TENANT, name);
      secrets.keep(TENANT, id, "sec_" + name, SecretValues.of(secret), 0);
      stored.views.put(
          id,
          new CredentialView(
              id,
              name,
              null,
              kind,
              use,
              CredentialStatus.STORED,
              "sec_" + name,
              0,
              Instant.EPOCH,
              "ada",
              Instant.EPOCH,
              "ada"));
    }

    Credentials.Shown shown(String name) throws InterruptedException {
      return credentials.shown(TENANT, name);
    }

    String authorization(String name) throws InterruptedException {
      return ((Credentials.Shown.Ready) shown(name)).secrets().headers().get("Authorization");
    }
  }

  @BeforeAll
  static void migrate() {
    database = JdbcClient.create(Database.migrated());
  }

  @AfterEach
  void stop() {
    database.sql("delete from credential_secret").update();
    server.close();
  }

  private static SecretKey key(int content) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) content);
    return new SecretKeySpec(bytes, "AES");
  }

  @Test
  void aSecretIsShownAndStandsNowhereInTheClear() throws Exception {
    var node = new Node(FIRST);
    node.keep("plain", CredentialKind.BEARER, CredentialUse.PLAIN, Map.of("token", "canary-1"));

    assertThat(node.authorization("plain")).isEqualTo("Bearer canary-1");
    assertThat(
            database
                .sql(
                    "select position('canary'::bytea in sealed) + position('canary'::bytea in row::text::bytea) from credential_secret as row")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(node.shown("plain").toString()).doesNotContain("canary");
  }

  @Test
  void basicAndSeveralHeadersAreShownAsTheyAreMeant() throws Exception {
    var node = new Node(FIRST);
    node.keep(
        "basic",
        CredentialKind.BASIC,
        CredentialUse.PLAIN,
        Map.of("username", "ada", "password", "secret"));

    assertThat(node.authorization("basic")).isEqualTo("Basic YWRhOnNlY3JldA==");
    assertThat(node.shown("unknown"))
        .isInstanceOfSatisfying(
            Credentials.Shown.Unavailable.class,
            missing -> assertThat(missing.kind()).isEqualTo("credential-missing"));
  }

  @Test
  void aSecretThatWasChangedOrMovedIsNotShown() throws Exception {
    var node = new Node(FIRST);
    node.keep("one", CredentialKind.BEARER, CredentialUse.PLAIN, Map.of("token", "canary-1"));
    node.keep("two", CredentialKind.BEARER, CredentialUse.PLAIN, Map.of("token", "canary-2"));
    database
        .sql(
            "update credential_secret set sealed = (select sealed from credential_secret where secret_id = 'sec_two') where secret_id = 'sec_one'")
        .update();
    database
        .sql(
            "update credential_secret set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where secret_id = 'sec_two'")
        .update();

    for (var name : List.of("one", "two")) {
      assertThat(node.shown(name))
          .isInstanceOfSatisfying(
              Credentials.Shown.Unavailable.class,
              tampered -> assertThat(tampered.kind()).isEqualTo("credential-tampered"));
    }
  }

  @Test
  void anotherMasterKeyTakesOverEverySecret() throws Exception {
    new Node(FIRST)
        .keep("kept", CredentialKind.BEARER, CredentialUse.PLAIN, Map.of("token", "canary-1"));
    assertThat(new Node(SECOND).shown("kept")).isInstanceOf(Credentials.Shown.Unavailable.class);

    var rotating = new Node(SECOND, FIRST);
    assertThat(rotating.authorization("kept")).isEqualTo("Bearer canary-1");
    assertThat(new MasterKeyRotation(rotating.table, rotating.secrets, rotating.seals).sealAnew())
        .isEqualTo(1);

    assertThat(new Node(SECOND).authorization("kept")).isEqualTo("Bearer canary-1");
    assertThat(new Node(FIRST).shown("kept")).isInstanceOf(Credentials.Shown.Unavailable.class);
  }

  @Test
  void withoutAMasterKeyNothingIsKept() {
    assertThatThrownBy(
            () ->
                new Node()
                    .keep("no", CredentialKind.BEARER, CredentialUse.PLAIN, Map.of("token", "x")))
        .isInstanceOf(VaultClosed.class)
        .hasMessageContaining("LEDGER_MASTER_KEY");
  }

  @Test
  void aTokenIsFetchedOnceForAllCallersOfAllNodes() throws Exception {
    var fetched = new AtomicInteger();
    server.at(
        "/token",
        exchange ->
            LocalServer.json(
                    200,
                    "{\"access_token\": \"token-%d\", \"expires_in\": 3600}"
                        .formatted(fetched.incrementAndGet()))
                .write(exchange));
    var nodes = List.of(new Node(FIRST), new Node(FIRST));
    nodes
        .getFirst()
        .keep(
            "client",
            CredentialKind.OAUTH2_CLIENT_CREDENTIALS,
            use(server.url("/token")),
            Map.of("clientSecret", "canary-client"));

    var answers = new ArrayList<Future<String>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var caller = 0; caller < 20; caller++) {
        var node = nodes.get(caller % 2);
        answers.add(callers.submit((Callable<String>) () -> node.authorization("client")));
      }
    }

    for (var answer : answers) {
      assertThat(answer.get()).isEqualTo("Bearer token-1");
    }
    assertThat(fetched).hasValue(1);
    assertThat(server.received().getFirst().body())
        .contains("grant_type=client_credentials", "scope=read", "audience=api")
        .doesNotContain("canary");
    assertThat(server.received().getFirst().header("Authorization")).startsWith("Basic ");
  }

  @Test
  void aRefreshTokenThatIsReplacedIsUsedFromThenOn() throws Exception {
    var fetched = new AtomicInteger();
    server.at(
        "/token",
        exchange -> {
          var number = fetched.incrementAndGet();
          LocalServer.json(
                  200,
                  "{\"access_token\": \"token-%d\", \"expires_in\": 3600, \"refresh_token\": \"refresh-%d\"}"
                      .formatted(number, number))
              .write(exchange);
        });
    var node = new Node(FIRST);
    node.keep(
        "refresh",
        CredentialKind.OAUTH2_REFRESH_TOKEN,
        use(server.url("/token")),
        Map.of("refreshToken", "refresh-0"));

    assertThat(node.authorization("refresh")).isEqualTo("Bearer token-1");
    var refused = ((Credentials.Shown.Ready) node.shown("refresh")).secrets();
    assertThat(node.credentials.renew(TENANT, "refresh", refused)).isTrue();
    assertThat(node.authorization("refresh")).isEqualTo("Bearer token-2");

    assertThat(server.received().get(0).body()).contains("refresh_token=refresh-0");
    assertThat(server.received().get(1).body()).contains("refresh_token=refresh-1");
  }

  @Test
  void aTokenEndpointThatRefusesIsToldByItsCodeOnly() throws Exception {
    server.at(
        "/token",
        LocalServer.json(
            400, "{\"error\": \"invalid_client\", \"error_description\": \"canary-client\"}"));
    var node = new Node(FIRST);
    node.keep(
        "refused",
        CredentialKind.OAUTH2_CLIENT_CREDENTIALS,
        use(server.url("/token")),
        Map.of("clientSecret", "canary-client"));

    assertThat(node.shown("refused"))
        .isEqualTo(
            new Credentials.Shown.Unavailable(
                "token-refused",
                "The token endpoint of refused answers 400: invalid_client",
                false));
  }

  private static CredentialUse use(String tokenUrl) {
    return new CredentialUse(
        null,
        null,
        List.of(),
        tokenUrl,
        List.of("read"),
        "ledger",
        false,
        Map.of("audience", "api"),
        true,
        List.of());
  }
}
