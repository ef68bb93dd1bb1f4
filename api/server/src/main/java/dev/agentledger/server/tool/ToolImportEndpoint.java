package dev.agentledger.server.tool;

import static dev.agentledger.server.http.ProblemType.INVALID;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.Recorded;
import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.ProposedTools;
import dev.agentledger.api.tool.ProposedTools.Proposal;
import dev.agentledger.api.tool.ReadOpenApi;
import dev.agentledger.api.tool.RegisterTool;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.openapi.Answers;
import dev.agentledger.server.tool.ImportReport.Imported;
import dev.agentledger.server.tool.ImportReport.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tools made of the operations of an OpenAPI description. */
@RestController
@RequestMapping("/api/v1/tools/imports")
@Tag(name = "tools")
class ToolImportEndpoint {

  private final Queries queries;
  private final Commands commands;

  ToolImportEndpoint(Queries queries, Commands commands) {
    this.queries = queries;
    this.commands = commands;
  }

  @PostMapping(consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Make tools of an OpenAPI description",
      description =
          "The body is a description of OpenAPI 3.0 or 3.1. Each operation becomes a tool of its"
              + " own, or is skipped with the reason; nothing that it refers to is fetched. Store"
              + " the credentials that the answer names before the tools are called.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema =
                          @Schema(
                              type = "object",
                              additionalProperties = Schema.AdditionalPropertiesValue.TRUE))))
  @Answers(value = ImportReport.class, problems = INVALID)
  Mono<ImportReport> make(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "Address of the service, if not the one in the description")
          @RequestParam
          @Nullable String server,
      @Parameter(description = "Approval of tools that change something") @RequestParam
          ToolApproval.@Nullable Need approval,
      @Parameter(description = "Whether the service may be in a private network")
          @RequestParam(defaultValue = "false")
          boolean allowPrivate,
      @RequestBody Document document,
      Intent intent) {
    if (approval == ToolApproval.Need.WHEN) {
      throw Problem.of(INVALID, "An import knows no condition; use always or never");
    }
    var need = approval == null ? ToolApproval.Need.ALWAYS : approval;
    return queries
        .ask(new ReadOpenApi(document.value(), server, need, allowPrivate), ProposedTools.class)
        .flatMap(
            proposed -> {
              if (proposed.problem() != null) {
                throw Problem.of(INVALID, proposed.problem());
              }
              return Flux.fromIterable(proposed.tools())
                  .concatMap(proposal -> imported(caller, proposal, intent))
                  .collectList()
                  .map(
                      tools ->
                          new ImportReport(
                              intent.dryRun(), tools, proposed.skipped(), proposed.credentials()));
            });
  }

  private Mono<Imported> imported(Caller caller, Proposal proposal, Intent intent) {
    var toolId = ToolId.of(caller.tenant(), proposal.definition().name());
    if (!proposal.usable()) {
      return Mono.just(became(proposal, toolId, Outcome.INVALID, null));
    }
    var command = new RegisterTool(toolId, proposal.definition(), caller.name(), false);
    return commands
        .send(caller, command, new Intent(null, intent.dryRun()))
        .flatMap(recorded -> seen(caller, toolId, recorded, intent).thenReturn(recorded))
        .map(recorded -> became(proposal, toolId, outcomeOf(recorded), null))
        .onErrorResume(
            CommandRefused.class,
            refusal -> Mono.just(became(proposal, toolId, Outcome.REFUSED, refusal.getMessage())));
  }

  private Mono<Void> seen(Caller caller, ToolId toolId, Recorded recorded, Intent intent) {
    return intent.dryRun()
        ? Mono.empty()
        : queries
            .await(
                new FindTool(caller.tenant(), toolId),
                ToolView.class,
                tool -> tool.streamVersion() >= recorded.version())
            .then();
  }

  /** A dry run says what it would have recorded. */
  private static Outcome outcomeOf(Recorded recorded) {
    if (recorded.count() == 0 && recorded.facts().isEmpty()) {
      return Outcome.UNCHANGED;
    }
    var begun =
        recorded.beganTheStream()
            || recorded.facts().stream()
                .anyMatch(fact -> fact.contract().equals("tool.registered"));
    return begun ? Outcome.REGISTERED : Outcome.REVISED;
  }

  private static Imported became(
      Proposal proposal, ToolId toolId, Outcome outcome, @Nullable String reason) {
    return new Imported(
        proposal.operation(), toolId, outcome, reason, proposal.findings(), proposal.definition());
  }
}
