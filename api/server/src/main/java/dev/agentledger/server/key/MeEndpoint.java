package dev.agentledger.server.key;

import dev.agentledger.server.http.Caller;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells callers who they are, so that a client can say beforehand what they may not do. */
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "keys")
class MeEndpoint {

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read who you are",
      description =
          "The owner of the key that was sent, its project, and the roles that it has or that"
              + " these imply.")
  @Answers(Me.class)
  Mono<Me> show(@AuthenticationPrincipal Caller caller) {
    return Mono.just(Me.of(caller));
  }
}
