package dev.agentledger.server.key;

import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.IssueKey;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.security.AdvisoryLock;
import dev.agentledger.server.security.KeySecrets;
import dev.agentledger.server.security.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Gives a new platform its first key, before the program says that it is ready.
 *
 * <p>A generated key is shown on the console once and never logged. It is kept only after it was
 * shown: a program that dies in between shows another one at its next start.
 */
@Component
@Order(1)
class FirstAdministrator implements ApplicationRunner {

  static final KeyId KEY = new KeyId("key_admin");

  private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LONG_ENOUGH = 32;
  private static final String NAME = "admin";

  private final Commands commands;
  private final Queries queries;
  private final KeySecrets secrets;
  private final AdvisoryLock lock;
  private final Environment environment;
  private final @Nullable Secret given;

  FirstAdministrator(
      Commands commands,
      Queries queries,
      KeySecrets secrets,
      AdvisoryLock lock,
      Environment environment,
      @Value("${ledger.admin-key:}") String given) {
    this.commands = commands;
    this.queries = queries;
    this.secrets = secrets;
    this.lock = lock;
    this.environment = environment;
    this.given = given.isEmpty() ? null : usable(given);
  }

  @Override
  public void run(ApplicationArguments arguments) {
    lock.holding("first-administrator", PATIENCE, Mono.defer(this::beginUnlessBegun)).block();
  }

  private Mono<Void> beginUnlessBegun() {
    return secrets
        .opens(KEY)
        .flatMap(
            begun ->
                begun ? warnOfAnotherKey().then(Mono.fromRunnable(() -> show(null))) : begin());
  }

  private Mono<Void> warnOfAnotherKey() {
    return Mono.justOrEmpty(given)
        .filterWhen(secret -> secrets.keyOf(secret).hasElement().map(known -> !known))
        .doOnNext(
            _ ->
                log.warn(
                    "LEDGER_ADMIN_KEY is not used: it counts at the first start only, and this"
                        + " platform has its administrator already"))
        .then();
  }

  private Mono<Void> begin() {
    return issue()
        .then(Mono.justOrEmpty(given))
        .switchIfEmpty(Mono.fromCallable(Secret::fresh).subscribeOn(Schedulers.boundedElastic()))
        .flatMap(secret -> secrets.replace(KEY, secret, 0).thenReturn(secret))
        .doOnNext(secret -> show(given == null ? secret : null))
        .then();
  }

  private Mono<KeyView> issue() {
    var order =
        new IssueKey(
            KEY, NAME, NAME, LastAdministrator.PLATFORM, List.of(Role.ADMIN), null, Instant.now());
    return commands
        .send(Caller.system(LastAdministrator.PLATFORM, "bootstrap"), order)
        .flatMap(
            recorded ->
                queries.await(
                    new FindKey(KEY),
                    KeyView.class,
                    key -> key.streamVersion() >= recorded.version()));
  }

  /** Straight to the console: what is logged is collected, kept and read by others. */
  private void show(@Nullable Secret secret) {
    var address = address();
    var text = new StringBuilder();
    text.append(
        """

        Agent Ledger
          Console     %1$s
          API         %1$s/api/v1
          Swagger UI  %1$s/swagger-ui.html
        """
            .formatted(address));
    if (secret != null) {
      text.append(
          """

            The administrator's key, shown this once; only its hash is stored:

              %s

            Try it:

              curl -H 'Authorization: Bearer %s' %s/api/v1/agents
          """
              .formatted(secret.reveal(), secret.reveal(), address));
    }
    System.out.println(text);
  }

  private String address() {
    var host = environment.getProperty("server.address", "127.0.0.1");
    var port =
        environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
    return "http://%s:%s".formatted(host.equals("0.0.0.0") ? "127.0.0.1" : host, port);
  }

  private static Secret usable(String given) {
    try {
      var secret = Secret.of(given);
      if (given.length() < LONG_ENOUGH) {
        log.warn("LEDGER_ADMIN_KEY has fewer than {} characters", LONG_ENOUGH);
      }
      return secret;
    } catch (IllegalArgumentException unusable) {
      throw new UnusableAdministratorKey(String.valueOf(unusable.getMessage()));
    }
  }
}
