package dev.agentledger.benchmarks.run;

import dev.agentledger.benchmarks.measure.Work;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunId;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;

/** Runs of ten steps, one after the other, each step durable before the next begins. */
public final class NoopRuns implements Work {

  private static final Map<String, String> ENVELOPE =
      Envelope.of("default", "ada", "api-key:key_1").toMetadata();

  private final CommandBus commands;

  public NoopRuns(CommandBus commands) {
    this.commands = commands;
  }

  @Override
  public int once() {
    run();
    return 1;
  }

  /** A run that is over, with the answer to its last step. */
  record Ended(RunId run, CommandResultMessage<?> answer) {}

  Ended run() {
    var run = new RunId("run_" + UUID.randomUUID());
    var answer = send(new BeginNoopRun(run));
    for (var step = 1; step <= NoopFacts.STEPS; step++) {
      answer = send(new TakeNoopStep(run, step));
    }
    return new Ended(run, answer);
  }

  CommandResultMessage<?> send(Object command) {
    var answer = new FutureCallback<Object, Object>();
    commands.dispatch(
        GenericCommandMessage.<Object>asCommandMessage(command).withMetaData(ENVELOPE), answer);
    var result = answer.getResult();
    if (result.isExceptional()) {
      throw new IllegalStateException("The engine refused a step", result.exceptionResult());
    }
    return result;
  }
}
