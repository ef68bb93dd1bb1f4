package dev.agentledger.server.model;

import dev.agentledger.api.model.ListModels;
import dev.agentledger.api.model.ModelList;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Models that agents can name. */
@RestController
@RequestMapping("/api/v1/models")
@Tag(name = "models", description = "Models that agents can name, how they do, what they cost")
class ModelEndpoint {

  private final Queries queries;

  ModelEndpoint(Queries queries) {
    this.queries = queries;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "List the configured models",
      description = "Their health is that which the answering node has seen since it started.")
  @Answers(ModelList.class)
  Mono<ModelList> list(@AuthenticationPrincipal Caller caller) {
    return queries.ask(new ListModels(caller.tenant()), ModelList.class);
  }
}
