package dev.agentledger.server.credential;

import static dev.agentledger.server.http.ProblemType.ALREADY_EXISTS;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.UNAVAILABLE;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.credential.CredentialPage;
import dev.agentledger.api.credential.CredentialStatus;
import dev.agentledger.api.credential.CredentialView;
import dev.agentledger.api.credential.FindCredential;
import dev.agentledger.api.credential.ListCredentials;
import dev.agentledger.api.credential.RevokeCredential;
import dev.agentledger.api.credential.RotateCredential;
import dev.agentledger.api.credential.StoreCredential;
import dev.agentledger.api.credential.Vault;
import dev.agentledger.api.credential.VaultClosed;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Blocking;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Credentials of a project. A secret goes in and never comes out.
 *
 * <p>The secret is kept first, under an id that nobody names yet; the fact that names it makes it
 * count. What comes to nothing in between is swept.
 */
@RestController
@AnsweredBy("credentials")
@RequestMapping("/api/v1/credentials")
@Tag(name = "credentials", description = "What tools show to be let in")
class CredentialEndpoint {

  private static final String SECRET = "sec_";

  private final Commands commands;
  private final Resources resources;
  private final Queries queries;
  private final Vault vault;

  CredentialEndpoint(Commands commands, Resources resources, Queries queries, Vault vault) {
    this.commands = commands;
    this.resources = resources;
    this.queries = queries;
    this.vault = vault;
  }

  @PostMapping(consumes = Document.JSON)
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Store a credential",
      description = "Its secret is encrypted at once; no answer ever shows it.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = CredentialOrder.class))))
  @Answers(
      value = CredentialView.class,
      status = 201,
      problems = {ALREADY_EXISTS, INVALID, UNAVAILABLE})
  Mono<ResponseEntity<Object>> store(
      @AuthenticationPrincipal Caller caller,
      @RequestBody byte[] body,
      Intent intent,
      ServerWebExchange exchange) {
    var form = CredentialForm.read(body);
    if (form.name().isEmpty()) {
      throw Problem.of(
          INVALID,
          "A credential needs a name",
          Map.of("findings", List.of(Map.of("pointer", "/name", "message", "is missing"))));
    }
    var credentialId = CredentialId.of(caller.tenant(), form.name());
    var secretId = RequestIds.next(SECRET, exchange);
    var command =
        new StoreCredential(
            credentialId, form.name(), form.description(), form.kind(), form.use(), secretId);
    return kept(caller, credentialId, secretId, form, intent, exchange)
        .then(
            Mono.defer(
                () ->
                    resources.write(
                        resource(caller, form.name()),
                        caller,
                        command,
                        intent,
                        (_, _) ->
                            ResponseEntity.created(
                                URI.create("/api/v1/credentials/" + form.name())))));
  }

  @PutMapping(value = "/{credential}", consumes = Document.JSON)
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Rotate a credential",
      description = "Another secret, and another use if need be, from the next call on.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = CredentialOrder.class))))
  @Answers(
      value = CredentialView.class,
      problems = {NOT_FOUND, WRONG_STATE, INVALID, UNAVAILABLE})
  Mono<ResponseEntity<Object>> rotate(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Id or name") @PathVariable String credential,
      @RequestBody byte[] body,
      Intent intent,
      ServerWebExchange exchange) {
    var form = CredentialForm.read(body);
    var resource = resource(caller, credential);
    return resources
        .find(resource)
        .flatMap(
            before -> {
              if (!form.name().isEmpty() && !form.name().equals(before.name())) {
                throw Problem.of(INVALID, "The name of a credential does not change");
              }
              var secretId = RequestIds.next(SECRET, exchange);
              var command =
                  new RotateCredential(
                      before.credentialId(), form.description(), form.kind(), form.use(), secretId);
              return kept(caller, before.credentialId(), secretId, form, intent, exchange)
                  .then(Mono.defer(() -> resources.write(resource, caller, command, intent)));
            });
  }

  /** A dry run keeps nothing. */
  private Mono<Void> kept(
      Caller caller,
      CredentialId credentialId,
      String secretId,
      CredentialForm form,
      Intent intent,
      ServerWebExchange exchange) {
    if (intent.dryRun()) {
      return Mono.empty();
    }
    return Blocking.run(
            () ->
                vault.keep(
                    caller.tenant(),
                    credentialId,
                    secretId,
                    form.secret(),
                    RequestIds.fence(exchange)))
        .onErrorMap(
            VaultClosed.class,
            closed -> Problem.of(UNAVAILABLE, String.valueOf(closed.getMessage())));
  }

  @GetMapping
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "List credentials by name")
  @Answers(CredentialPage.class)
  Mono<CredentialPage> list(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListCredentials(caller.tenant(), cursor, limit.value()), CredentialPage.class);
  }

  @GetMapping("/{credential}")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Read a credential", description = "By id or by name; without its secret.")
  @Answers(value = CredentialView.class, problems = NOT_FOUND)
  Mono<ResponseEntity<CredentialView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String credential) {
    return resources.show(resource(caller, credential));
  }

  @DeleteMapping("/{credential}")
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Revoke a credential",
      description = "No call shows it from then on, and its secret is erased.")
  @Answers(status = 204, problems = NOT_FOUND)
  Mono<ResponseEntity<Object>> revoke(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String credential,
      @Parameter(description = "Why") @RequestParam @Nullable String reason,
      Intent intent) {
    var resource = resource(caller, credential);
    return resources
        .find(resource)
        .flatMap(
            before ->
                commands
                    .send(caller, new RevokeCredential(before.credentialId(), reason), intent)
                    .flatMap(
                        recorded ->
                            intent.dryRun()
                                ? Mono.just(wouldRecord(recorded))
                                : revoked(caller, resource, recorded)));
  }

  private Mono<ResponseEntity<Object>> revoked(
      Caller caller, Resource<CredentialView> resource, Recorded recorded) {
    return queries
        .await(
            resource.query(),
            CredentialView.class,
            view -> view.streamVersion() >= recorded.version())
        .flatMap(
            view ->
                view.status() == CredentialStatus.REVOKED
                    ? Blocking.run(
                        () -> vault.erase(caller.tenant(), view.credentialId(), view.secretId()))
                    : Mono.empty())
        .thenReturn(ResponseEntity.noContent().build());
  }

  private static ResponseEntity<Object> wouldRecord(Recorded recorded) {
    return ResponseEntity.ok(new WouldRecord(true, recorded.facts()));
  }

  private static Resource<CredentialView> resource(Caller caller, String idOrName) {
    return new Resource<>(
        "credential " + idOrName,
        new FindCredential(caller.tenant(), CredentialId.fromIdOrName(caller.tenant(), idOrName)),
        CredentialView.class,
        CredentialView::streamVersion);
  }
}
