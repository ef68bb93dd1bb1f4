package dev.agentledger.saga.run;

import dev.agentledger.events.canonical.CanonicalJson;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelOutcome;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.model.UnknownModel;
import dev.agentledger.saga.model.rehearsal.Rehearsal;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Rehearsals by script; those of the model {@code staged/wait} begin when a test lets them, and of
 * {@code staged/none} none ever does.
 */
final class StagedModels implements Models {

  static final String REHEARSAL = "rehearsal/rehearsal";
  static final String WAITING = "staged/wait";

  /** What a model was told, and what it was called with. */
  final Queue<ModelRequest> asked = new ConcurrentLinkedQueue<>();

  /** On which threads. */
  final Queue<Long> threads = new ConcurrentLinkedQueue<>();

  final Queue<ModelRequest> interrupted = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Rehearsal rehearsal = new Rehearsal();

  void release() {
    released.countDown();
  }

  @Override
  public String resolve(String name) {
    if (name == null) {
      return REHEARSAL;
    }
    if (!name.contains("/")) {
      throw new UnknownModel("No provider serves the model " + name);
    }
    return name;
  }

  @Override
  public ModelOutcome ask(ModelRequest request, String hash, Consumer<String> deltas)
      throws InterruptedException {
    asked.add(request);
    threads.add(Thread.currentThread().threadId());
    if (request.model().equals(WAITING)) {
      try {
        released.await();
      } catch (InterruptedException cut) {
        interrupted.add(request);
        throw cut;
      }
    }
    return rehearsal.ask(request, hash, deltas);
  }

  @Override
  public String hashOf(ModelRequest request) {
    return CanonicalJson.hashOf(
        Arrays.asList(
            request.model(),
            request.system(),
            request.messages(),
            request.tools(),
            request.parameters(),
            request.outputSchema()));
  }

  @Override
  public TokenUsage worstCase(ModelRequest request) {
    return new TokenUsage(100, 100, 0, 0, 0);
  }

  @Override
  public long millisBefore(int attempt, Long retryAfterMillis) {
    return retryAfterMillis == null ? 0 : retryAfterMillis;
  }

  List<Integer> attemptsAsked() {
    return asked.stream().map(ModelRequest::attempt).toList();
  }
}
