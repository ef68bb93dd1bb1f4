package dev.agentledger.server.tool;

import static dev.agentledger.server.http.ProblemType.CONCURRENT_CHANGE;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.VERSION_MISMATCH;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.tool.ListTools;
import dev.agentledger.api.tool.RegisterTool;
import dev.agentledger.api.tool.RestoreTool;
import dev.agentledger.api.tool.RetireTool;
import dev.agentledger.api.tool.ToolPage;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.PageSize;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Reason;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Tools: registered, changed, found, retired. */
@RestController
@AnsweredBy("tool-directory")
@RequestMapping("/api/v1/tools")
@Tag(name = "tools", description = "What agents may call, and under which rules")
class ToolEndpoint {

  private static final int ATTEMPTS_TO_PATCH = 8;

  private final ToolDefinitions definitions;
  private final Resources resources;
  private final Queries queries;

  ToolEndpoint(ToolDefinitions definitions, Resources resources, Queries queries) {
    this.definitions = definitions;
    this.resources = resources;
    this.queries = queries;
  }

  @PostMapping(consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Register a tool",
      description =
          "Makes the tool of this name, or revises it: a different definition is its next version,"
              + " the same one changes nothing.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ToolDefinition.class))))
  @Answers(
      value = ToolView.class,
      status = {201, 200},
      problems = {WRONG_STATE, INVALID})
  Mono<ResponseEntity<Object>> register(
      @AuthenticationPrincipal Caller caller, @RequestBody Document document, Intent intent) {
    return definitions
        .usable(caller, document)
        .flatMap(
            definition -> {
              var toolId = ToolId.of(caller.tenant(), definition.name());
              return resources.write(
                  ToolResource.of(caller, toolId, definition.name()),
                  caller,
                  new RegisterTool(toolId, definition, caller.name(), false),
                  intent,
                  (recorded, _) ->
                      recorded.beganTheStream()
                          ? ResponseEntity.created(URI.create("/api/v1/tools/" + toolId))
                          : ResponseEntity.ok());
            });
  }

  @PostMapping(
      value = "/validate",
      consumes = {Document.JSON, Document.YAML, Document.X_YAML, Document.TEXT_YAML})
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Validate the definition of a tool without saving it",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ToolDefinition.class))))
  @Answers(value = Validation.class, problems = INVALID)
  Mono<Validation> validate(
      @AuthenticationPrincipal Caller caller, @RequestBody Document document) {
    return definitions
        .read(document)
        .flatMap(definition -> definitions.validate(caller, definition));
  }

  @PatchMapping(
      value = "/{tool}",
      consumes = {
        Document.MERGE_PATCH,
        Document.JSON,
        Document.YAML,
        Document.X_YAML,
        Document.TEXT_YAML
      })
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Change a tool",
      description =
          "As `application/merge-patch+json`, applies a JSON merge patch (RFC 7396) to the latest"
              + " definition; in any other form, the body is the whole definition. The name stays.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = ToolDefinition.class))))
  @Answers(
      value = ToolView.class,
      problems = {NOT_FOUND, WRONG_STATE, INVALID, CONCURRENT_CHANGE})
  Mono<ResponseEntity<Object>> change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String tool,
      @Parameter(hidden = true) @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType form,
      @RequestBody Document body,
      Intent intent) {
    var resource = ToolResource.named(caller, tool);
    var isPatch = form.isCompatibleWith(MediaType.valueOf(Document.MERGE_PATCH));
    var attempt =
        Mono.defer(
            () ->
                resources
                    .find(resource)
                    .flatMap(view -> changed(resource, caller, view, body, isPatch, intent)));
    return intent.expectedVersion() == null
        ? attempt.retryWhen(
            Retry.backoff(ATTEMPTS_TO_PATCH, Duration.ofMillis(10))
                .filter(ToolEndpoint::changedMeanwhile)
                .onRetryExhaustedThrow(
                    (_, _) ->
                        Problem.of(CONCURRENT_CHANGE, "Read the tool again and repeat the patch")))
        : attempt;
  }

  /** What is patched is what was read: another version in between would be undone by the patch. */
  private Mono<ResponseEntity<Object>> changed(
      Resource<ToolView> resource,
      Caller caller,
      ToolView tool,
      Document body,
      boolean isPatch,
      Intent intent) {
    var expected =
        intent.expectedVersion() == null
            ? Long.valueOf(tool.streamVersion())
            : intent.expectedVersion();
    return expected == tool.streamVersion()
        ? definitions
            .changed(caller, tool, body, isPatch)
            .flatMap(
                definition ->
                    resources.write(
                        resource,
                        caller,
                        new RegisterTool(tool.toolId(), definition, caller.name(), true),
                        new Intent(expected, intent.dryRun())))
        : Mono.error(
            () ->
                Problem.of(
                    VERSION_MISMATCH,
                    "The tool is at version %d, not %d".formatted(tool.streamVersion(), expected)));
  }

  private static boolean changedMeanwhile(Throwable failure) {
    return failure instanceof CommandRefused refusal
        && refusal.reason() == CommandRefused.Reason.VERSION_MISMATCH;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "List tools by name")
  @Answers(ToolPage.class)
  Mono<ToolPage> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam @Nullable ToolForm kind,
      @RequestParam @Nullable ToolEffect effect,
      @RequestParam @Nullable ToolStatus status,
      @Parameter(description = "Name of the credential that they show") @RequestParam
          @Nullable String credential,
      @Parameter(description = "Text in name or description") @RequestParam @Nullable String text,
      @Parameter(description = "From `next` of the page before") @RequestParam
          @Nullable String cursor,
      @RequestParam(defaultValue = PageSize.DEFAULT) PageSize limit) {
    return queries.ask(
        new ListTools(
            caller.tenant(), kind, effect, status, credential, text, cursor, limit.value()),
        ToolPage.class);
  }

  @GetMapping("/{tool}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a tool", description = "By id or by name.")
  @Answers(value = ToolView.class, problems = NOT_FOUND)
  Mono<ResponseEntity<ToolView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String tool) {
    return resources.show(ToolResource.named(caller, tool));
  }

  @PostMapping("/{tool}/retire")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(
      summary = "Retire a tool",
      description = "No agent can name it any more; runs that are under way keep it.")
  @Answers(value = ToolView.class, problems = NOT_FOUND)
  Mono<ResponseEntity<Object>> retire(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String tool,
      @RequestBody(required = false) @Nullable Reason body,
      Intent intent) {
    return resources.write(
        ToolResource.named(caller, tool),
        caller,
        new RetireTool(ToolResource.idOf(caller, tool), Reason.in(body)),
        intent);
  }

  @PostMapping("/{tool}/restore")
  @PreAuthorize("hasRole('BUILDER')")
  @Operation(summary = "Bring a retired tool back")
  @Answers(value = ToolView.class, problems = NOT_FOUND)
  Mono<ResponseEntity<Object>> restore(
      @AuthenticationPrincipal Caller caller, @PathVariable String tool, Intent intent) {
    return resources.write(
        ToolResource.named(caller, tool),
        caller,
        new RestoreTool(ToolResource.idOf(caller, tool)),
        intent);
  }
}
