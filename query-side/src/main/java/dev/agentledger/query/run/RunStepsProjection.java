package dev.agentledger.query.run;

import dev.agentledger.events.DomainEvent;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.Projection;
import dev.agentledger.query.projection.ProjectionSession;
import dev.agentledger.query.run.RunStep.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps the steps of runs, one row each, so that a long run costs no more for each of its events
 * than a short one.
 */
@Component
class RunStepsProjection implements Projection {

  static final String NAME = "run-steps";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<String> tables() {
    return List.of("run_step");
  }

  @Override
  public Duration rest() {
    return LONG_REST;
  }

  @Override
  public Set<Class<? extends DomainEvent>> families() {
    return Set.of(RunEvent.class);
  }

  @Override
  public void apply(List<ProjectedEvent> batch, ProjectionSession session) throws SQLException {
    var known = KnownSteps.before(batch, session);
    var changed = new LinkedHashMap<RunSteps.Key, RunStep>();
    var tenants = new HashMap<String, String>();
    var ended = new HashSet<String>();
    for (var event : batch) {
      if (event.fact() instanceof RunEvent fact) {
        var run = event.streamId();
        tenants.put(run, event.envelope().tenant());
        var steps = known.of(run);
        for (var after : after(fact, new Moment(event.at(), event.sequence()), steps)) {
          steps.put(after.effect(), after);
          changed.put(new RunSteps.Key(run, after.effect()), after);
        }
        if (RunStepEvolution.endsAll(fact)) {
          ended.add(run);
        }
      }
    }
    RunSteps.save(session.connection(), changed.values(), tenants);
    known.rememberIn(session.memory(), ended);
  }

  private static List<RunStep> after(RunEvent fact, Moment at, Map<String, RunStep> steps) {
    if (RunStepEvolution.endsAll(fact)) {
      return steps.values().stream()
          .filter(step -> step.version() < at.sequence())
          .map(step -> RunStepEvolution.evolve(step, fact, at))
          .filter(step -> step.version() == at.sequence())
          .toList();
    }
    var effect = RunStepEvolution.effectOf(fact);
    if (effect == null) {
      return List.of();
    }
    var begun = RunStepEvolution.begin(fact, at);
    var before = begun == null ? steps.get(effect) : begun;
    return before == null || (begun == null && before.version() >= at.sequence())
        ? List.of()
        : List.of(RunStepEvolution.evolve(before, fact, at));
  }
}
