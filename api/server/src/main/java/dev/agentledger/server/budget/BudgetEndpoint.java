package dev.agentledger.server.budget;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.Recorded;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.budget.BudgetCommand;
import dev.agentledger.api.budget.BudgetList;
import dev.agentledger.api.budget.BudgetView;
import dev.agentledger.api.budget.FindBudget;
import dev.agentledger.api.budget.ListBudgets;
import dev.agentledger.api.budget.RemoveBudget;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.budget.Budget;
import dev.agentledger.events.budget.BudgetBookId;
import dev.agentledger.events.budget.BudgetScope;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Commands;
import dev.agentledger.server.http.EventStreams;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.http.WouldRecord;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Limits of spending, and how much of them is used. */
@RestController
@AnsweredBy("budgets")
@RequestMapping("/api/v1/budgets")
@Tag(name = "budgets", description = "Limits of spending that hold before money is spent")
class BudgetEndpoint {

  private static final String SUMMARY = "List the budgets with their use";

  private final Commands commands;
  private final Queries queries;
  private final Resources resources;
  private final EventStreams streams;

  BudgetEndpoint(Commands commands, Queries queries, Resources resources, EventStreams streams) {
    this.commands = commands;
    this.queries = queries;
    this.resources = resources;
    this.streams = streams;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = SUMMARY, description = "By name. Amounts are decimal texts in US dollars.")
  @Answers(BudgetList.class)
  Mono<BudgetList> list(@AuthenticationPrincipal Caller caller) {
    return queries.ask(new ListBudgets(caller.tenant()), BudgetList.class);
  }

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = SUMMARY,
      description =
          "As `text/event-stream`: `snapshot` is the list now, then `changed` is the list after"
              + " each change of a budget or of its use.")
  @Answers(BudgetList.class)
  Flux<ServerSentEvent<Object>> watch(@AuthenticationPrincipal Caller caller) {
    return streams.following(resources.follow(listOf(caller)));
  }

  @GetMapping("/{name}")
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(summary = "Read a budget with its use")
  @Answers(
      value = BudgetView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<BudgetView>> show(
      @AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return resources.show(budgetOf(caller, name));
  }

  @PutMapping("/{name}")
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Set a budget",
      description =
          "Holds for the next call of every run. With another cap the count goes on, with another"
              + " scope or window it begins anew. `If-Match` is refused only when the budget itself"
              + " was set or removed since; spending moves its version too, and does not matter.")
  @Answers(
      value = BudgetView.class,
      problems = {INVALID})
  Mono<ResponseEntity<Object>> set(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody BudgetOrder order,
      Intent intent) {
    return Mono.fromSupplier(() -> order.budget(caller.tenant(), name))
        .flatMap(budget -> ofSomebody(caller, budget))
        .map(
            budget ->
                new SetBudget(
                    BudgetBookId.of(caller.tenant()),
                    budget,
                    order.reason(),
                    intent.expectedVersion()))
        .flatMap(
            command ->
                write(
                    caller,
                    command,
                    intent,
                    list ->
                        list.items().stream()
                            .filter(budget -> budget.name().equals(name))
                            .findFirst()
                            .<ResponseEntity<Object>>map(
                                budget ->
                                    resources.tagged(
                                        ResponseEntity.ok(), budgetOf(caller, name), budget))
                            .orElseThrow(() -> missing(name))));
  }

  /** A budget for an agent that nobody knows would limit nothing, and nobody would notice. */
  private Mono<Budget> ofSomebody(Caller caller, Budget budget) {
    var scope = budget.scope();
    if (scope.kind() != BudgetScope.Kind.AGENT || scope.subject() == null) {
      return Mono.just(budget);
    }
    return queries
        .find(new FindAgent(caller.tenant(), new AgentId(scope.subject())), AgentView.class)
        .map(_ -> budget)
        .switchIfEmpty(
            Mono.error(() -> Problem.of(INVALID, "scope: there is no such agent in this project")));
  }

  @DeleteMapping("/{name}")
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Remove a budget",
      description = "It limits nothing from then on, and what it counted is forgotten.")
  @Answers(
      status = 204,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<Object>> remove(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @Parameter(description = "Why it is removed") @RequestParam(required = false)
          @Nullable String reason,
      Intent intent) {
    var command =
        new RemoveBudget(BudgetBookId.of(caller.tenant()), name, reason, intent.expectedVersion());
    return resources
        .find(budgetOf(caller, name))
        .flatMap(_ -> write(caller, command, intent, _ -> ResponseEntity.noContent().build()));
  }

  /** The version that the caller saw is judged by the budgets themselves, not by their stream. */
  private Mono<ResponseEntity<Object>> write(
      Caller caller,
      BudgetCommand command,
      Intent intent,
      Function<BudgetList, ResponseEntity<Object>> answer) {
    return commands
        .send(caller, command, new Intent(null, intent.dryRun()))
        .flatMap(
            recorded ->
                intent.dryRun()
                    ? Mono.just(ResponseEntity.ok(new WouldRecord(true, recorded.facts())))
                    : seen(caller, recorded).map(answer));
  }

  private Mono<BudgetList> seen(Caller caller, Recorded recorded) {
    return queries.await(
        new ListBudgets(caller.tenant()),
        BudgetList.class,
        list -> list.streamVersion() >= recorded.version());
  }

  private static Resource<BudgetList> listOf(Caller caller) {
    return new Resource<>(
        "list of budgets",
        new ListBudgets(caller.tenant()),
        BudgetList.class,
        BudgetList::streamVersion);
  }

  private static Resource<BudgetView> budgetOf(Caller caller, String name) {
    return new Resource<>(
        "budget " + name,
        new FindBudget(caller.tenant(), name),
        BudgetView.class,
        BudgetView::streamVersion);
  }

  private static Problem missing(String name) {
    return Problem.of(NOT_FOUND, "Budget %s was removed in the meantime".formatted(name));
  }
}
