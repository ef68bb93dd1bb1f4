package dev.agentledger.server.key;

import static dev.agentledger.server.http.ProblemType.IDEMPOTENCY_IN_PROGRESS;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_ALLOWED;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.key.FindKey;
import dev.agentledger.api.key.IssueKey;
import dev.agentledger.api.key.KeyPage;
import dev.agentledger.api.key.KeyView;
import dev.agentledger.api.key.ListKeys;
import dev.agentledger.api.key.RevokeKey;
import dev.agentledger.events.key.KeyId;
import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.EntityTags;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import dev.agentledger.server.security.KeySecrets;
import dev.agentledger.server.security.Keyring;
import dev.agentledger.server.security.Secret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keys of a project, for its administrators; those of the platform see to every project.
 *
 * <p>What is done to a key stands in the log of the key's project.
 */
@RestController
@AnsweredBy("api-keys")
@RequestMapping("/api/v1/keys")
@Tag(name = "keys", description = "Who may do what, and until when")
class KeyEndpoint {

  private final Commands commands;
  private final Queries queries;
  private final KeySecrets secrets;
  private final Keyring keyring;
  private final LastAdministrator lastAdministrator;

  KeyEndpoint(
      Commands commands,
      Queries queries,
      KeySecrets secrets,
      Keyring keyring,
      LastAdministrator lastAdministrator) {
    this.commands = commands;
    this.queries = queries;
    this.secrets = secrets;
    this.keyring = keyring;
    this.lastAdministrator = lastAdministrator;
  }

  @PostMapping
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Issue a key",
      description = "The answer is the only one that shows the secret; the program cannot.")
  @Answers(
      value = IssuedKey.class,
      status = 201,
      problems = {INVALID, NOT_ALLOWED})
  Mono<ResponseEntity<Object>> issue(
      @AuthenticationPrincipal Caller caller,
      @RequestBody KeyOrder order,
      Intent intent,
      ServerWebExchange exchange) {
    var now = Instant.now();
    var expiry = order.expiry(now);
    if (expiry != null && !expiry.isAfter(now)) {
      return Mono.error(Problem.of(INVALID, "expiresAt must be in the future"));
    }
    var acting = inProject(caller, order.project());
    var command =
        new IssueKey(
            new KeyId(RequestIds.next("key_", exchange)),
            order.name(),
            order.ownerName(),
            acting.tenant(),
            order.roles(),
            expiry,
            now);
    return commands
        .send(acting, command, intent)
        .flatMap(
            recorded ->
                intent.dryRun()
                    ? Mono.just(wouldRecord(recorded))
                    : handOut(command.keyId(), recorded, RequestIds.fence(exchange)));
  }

  /** A request that comes again after its node was lost gets a new secret, the only one then. */
  private Mono<ResponseEntity<Object>> handOut(KeyId keyId, Recorded recorded, long fence) {
    return Mono.fromCallable(Secret::fresh)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            secret ->
                secrets
                    .replace(keyId, secret, fence)
                    .flatMap(ours -> ours ? seen(keyId, recorded) : Mono.error(superseded()))
                    .map(
                        key ->
                            ResponseEntity.created(URI.create("/api/v1/keys/" + keyId))
                                .eTag(EntityTags.of(key.streamVersion()))
                                .body(new IssuedKey(key, secret.reveal()))));
  }

  @GetMapping
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(summary = "List the keys of a project")
  @Answers(KeyPage.class)
  Mono<KeyPage> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListKeys(inProject(caller, project).tenant(), cursor, limit.value()), KeyPage.class);
  }

  @GetMapping("/{keyId}")
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(summary = "Read a key")
  @Answers(value = KeyView.class, problems = NOT_FOUND)
  Mono<ResponseEntity<KeyView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String keyId) {
    return find(caller, keyId)
        .map(key -> ResponseEntity.ok().eTag(EntityTags.of(key.streamVersion())).body(key));
  }

  @DeleteMapping("/{keyId}")
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Revoke a key",
      description = "It opens nothing from then on; the last good key of an administrator stays.")
  @Answers(
      status = 204,
      problems = {NOT_FOUND, WRONG_STATE})
  Mono<ResponseEntity<Object>> revoke(
      @AuthenticationPrincipal Caller caller, @PathVariable String keyId, Intent intent) {
    return find(caller, keyId)
        .flatMap(
            key ->
                lastAdministrator.spare(
                    key,
                    commands
                        .send(inProject(caller, key.project()), new RevokeKey(key.keyId()), intent)
                        .flatMap(
                            recorded ->
                                intent.dryRun()
                                    ? Mono.just(wouldRecord(recorded))
                                    : revoked(key.keyId(), recorded))));
  }

  private Mono<ResponseEntity<Object>> revoked(KeyId keyId, Recorded recorded) {
    keyring.revoked(keyId);
    return seen(keyId, recorded).map(_ -> ResponseEntity.noContent().build());
  }

  /** The key as it is after what was recorded, so that it can be used or not at once. */
  private Mono<KeyView> seen(KeyId keyId, Recorded recorded) {
    return queries.await(
        new FindKey(keyId), KeyView.class, key -> key.streamVersion() >= recorded.version());
  }

  private Mono<KeyView> find(Caller caller, String keyId) {
    return (keyId.isBlank()
            ? Mono.<KeyView>empty()
            : queries.find(new FindKey(new KeyId(keyId)), KeyView.class))
        .filter(key -> key.project().equals(caller.tenant()) || isOfThePlatform(caller))
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no key " + keyId)));
  }

  private static Caller inProject(Caller caller, @Nullable String project) {
    if (project == null || project.equals(caller.tenant())) {
      return caller;
    }
    if (!isOfThePlatform(caller)) {
      throw Problem.of(
          NOT_ALLOWED, "Only administrators of the platform see to keys of another project");
    }
    return new Caller(project, caller.name(), caller.authentication(), caller.roles());
  }

  private static boolean isOfThePlatform(Caller caller) {
    return caller.tenant().equals(LastAdministrator.PLATFORM) && caller.has(Role.ADMIN);
  }

  private static ResponseEntity<Object> wouldRecord(Recorded recorded) {
    return ResponseEntity.ok(new WouldRecord(true, recorded.facts()));
  }

  private static Problem superseded() {
    return Problem.of(IDEMPOTENCY_IN_PROGRESS, "A later attempt at the same request took over");
  }
}
