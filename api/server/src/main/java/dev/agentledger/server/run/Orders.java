package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;
import static dev.agentledger.server.http.ProblemType.WRONG_STATE;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.CheckInput;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.api.run.PlanRun;
import dev.agentledger.api.run.PlannedRun;
import dev.agentledger.api.run.StartRun;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunMode;
import dev.agentledger.events.run.RunPlan;
import dev.agentledger.server.budget.RunAllowances;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.Queries;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns what a caller wants to run into the command that starts it. */
@Component
class Orders {

  private final Queries queries;
  private final RunAllowances allowances;

  Orders(Queries queries, RunAllowances allowances) {
    this.queries = queries;
    this.allowances = allowances;
  }

  /** The command; a problem when there is nothing to run or the order does not fit. */
  Mono<StartRun> startOf(Caller caller, RunOrder order, RunId runId) {
    return agent(caller, order.agent())
        .flatMap(
            agent ->
                version(caller, agent, order.version())
                    .flatMap(version -> start(caller, runId, agent, version, order)));
  }

  /** The agent, unless it is archived. */
  Mono<AgentView> agent(Caller caller, String idOrSlug) {
    var agentId = AgentId.fromIdOrSlug(caller.tenant(), idOrSlug);
    return queries
        .find(new FindAgent(caller.tenant(), agentId), AgentView.class)
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no agent " + idOrSlug)))
        .doOnNext(
            agent -> {
              if (agent.status() == AgentStatus.ARCHIVED) {
                throw Problem.of(
                    WRONG_STATE, "Agent %s is archived; restore it first".formatted(agent.slug()));
              }
            });
  }

  /** The version that the caller names; the active one when they name none. */
  Mono<AgentVersion> version(Caller caller, AgentView agent, @Nullable String wanted) {
    var version = wanted == null || wanted.equals("active") ? activeOf(agent) : wanted;
    if (version.equals("draft") || version.equals(agent.latest().hash())) {
      return Mono.just(versionOf(agent.latest(), agent.definition()));
    }
    return queries
        .find(
            new FindAgentVersion(caller.tenant(), agent.agentId(), version), AgentVersionView.class)
        .map(found -> versionOf(new VersionRef(found.number(), found.hash()), found.definition()))
        .switchIfEmpty(
            Mono.error(
                () ->
                    Problem.of(
                        NOT_FOUND,
                        "There is no version %s of agent %s".formatted(version, agent.slug()))));
  }

  private static AgentVersion versionOf(VersionRef version, @Nullable AgentDefinition definition) {
    return new AgentVersion(
        version.number(),
        version.hash(),
        Objects.requireNonNull(definition, "a single agent or version has it"));
  }

  private static String activeOf(AgentView agent) {
    var active = agent.active();
    if (active == null) {
      throw Problem.of(
          WRONG_STATE,
          "Agent %s has no active version; promote one, or name the version to try"
              .formatted(agent.slug()));
    }
    return active.hash();
  }

  private Mono<StartRun> start(
      Caller caller, RunId runId, AgentView agent, AgentVersion version, RunOrder order) {
    return plan(caller, agent, version, order.script())
        .flatMap(
            planned ->
                allowances
                    .within(
                        caller,
                        agent.agentId(),
                        TightenedLimits.of(planned.limits(), order.limits()))
                    .flatMap(
                        limits ->
                            checked(agent, version, order)
                                .thenReturn(
                                    command(
                                        runId, agent, version, planned.plan(), limits, order))));
  }

  /** How the version would run; a problem when it cannot. */
  Mono<PlannedRun> plan(
      Caller caller, AgentView agent, AgentVersion version, @Nullable Object script) {
    return queries
        .find(
            new PlanRun(caller.tenant(), agent.agentId(), version.hash(), script), PlannedRun.class)
        .switchIfEmpty(Mono.error(() -> Problem.of(NOT_FOUND, "There is no such version any more")))
        .doOnNext(
            planned -> {
              if (!planned.runnable()) {
                throw Problem.of(
                    INVALID,
                    "%s cannot run as it is".formatted(agent.slug()),
                    Map.of("findings", planned.findings()));
              }
            });
  }

  private Mono<Validation> checked(AgentView agent, AgentVersion version, RunOrder order) {
    return queries
        .ask(new CheckInput(version.definition(), order.input()), Validation.class)
        .doOnNext(
            validation -> {
              if (!validation.valid()) {
                throw Problem.of(
                    INVALID,
                    "The input is not what %s accepts".formatted(agent.slug()),
                    Map.of("findings", validation.findings()));
              }
            });
  }

  private static StartRun command(
      RunId runId,
      AgentView agent,
      AgentVersion version,
      RunPlan plan,
      Limits limits,
      RunOrder order) {
    return new StartRun(
        runId,
        agent.agentId(),
        agent.slug(),
        version.ref(),
        plan,
        isActive(agent, version) ? RunMode.PRODUCTION : RunMode.TRIAL,
        order.input(),
        order.checkedLabels(),
        limits,
        null,
        null,
        null,
        null,
        order.script());
  }

  static boolean isActive(AgentView agent, AgentVersion version) {
    return agent.active() != null && agent.active().hash().equals(version.hash());
  }
}
