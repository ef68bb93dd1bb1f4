package dev.agentledger.query.run;

import dev.agentledger.api.run.StepStatus;
import dev.agentledger.events.run.RunEvent;
import dev.agentledger.query.projection.Memory;
import dev.agentledger.query.projection.ProjectedEvent;
import dev.agentledger.query.projection.ProjectionSession;
import dev.agentledger.query.run.RunStep.Moment;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps that began before a batch and of which it tells more.
 *
 * <p>Of a run whose request this writer has seen it remembers all steps that have no end; only what
 * it does not remember is read.
 */
final class KnownSteps {

  private final Map<String, Map<String, RunStep>> runs = new HashMap<>();
  private final Set<String> remembered = new HashSet<>();

  private KnownSteps() {}

  /** All steps of a run without an end. */
  private record Open(Map<String, RunStep> byEffect) {}

  static KnownSteps before(List<ProjectedEvent> batch, ProjectionSession session)
      throws SQLException {
    var known = new KnownSteps();
    known.recall(batch, session.memory());
    known.read(batch, session);
    return known;
  }

  private void recall(List<ProjectedEvent> batch, Memory memory) {
    for (var event : batch) {
      var run = event.streamId();
      if (!runs.containsKey(run)) {
        var open = event.sequence() == 0 ? new Open(Map.of()) : memory.recall(run, Open.class);
        runs.put(run, open == null ? new LinkedHashMap<>() : new LinkedHashMap<>(open.byEffect()));
        if (open != null) {
          remembered.add(run);
        }
      }
    }
  }

  private void read(List<ProjectedEvent> batch, ProjectionSession session) throws SQLException {
    var begun = new HashSet<RunSteps.Key>();
    var wanted = new HashSet<RunSteps.Key>();
    var ended = new HashSet<String>();
    for (var event : batch) {
      if (event.fact() instanceof RunEvent fact) {
        var run = event.streamId();
        var effect = RunStepEvolution.effectOf(fact);
        if (RunStepEvolution.endsAll(fact)) {
          if (!remembered.contains(run)) {
            ended.add(run);
          }
        } else if (effect != null) {
          var key = new RunSteps.Key(run, effect);
          if (RunStepEvolution.begin(fact, new Moment(event.at(), event.sequence())) != null) {
            begun.add(key);
          } else if (!begun.contains(key) && !of(run).containsKey(effect)) {
            wanted.add(key);
          }
        }
      }
    }
    RunSteps.load(session.connection(), wanted, ended)
        .forEach((run, steps) -> steps.forEach(of(run)::putIfAbsent));
  }

  /** By effect; what happens to them is put in here. */
  Map<String, RunStep> of(String run) {
    return runs.computeIfAbsent(run, _ -> new LinkedHashMap<>());
  }

  void rememberIn(Memory memory, Set<String> endedRuns) {
    for (var run : remembered) {
      if (endedRuns.contains(run)) {
        memory.forget(run);
      } else {
        memory.keep(run, new Open(open(of(run))));
      }
    }
  }

  private static Map<String, RunStep> open(Map<String, RunStep> steps) {
    var open = new LinkedHashMap<String, RunStep>();
    steps.forEach(
        (effect, step) -> {
          if (step.view().status() == StepStatus.RUNNING
              || step.view().status() == StepStatus.WAITING) {
            open.put(effect, step);
          }
        });
    return open;
  }
}
