package dev.agentledger.query.log;

import dev.agentledger.api.audit.RecordedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Takes no more events than a test lets it take. */
final class Slow extends BaseSubscriber<RecordedEvent> {

  final List<Long> seen = new CopyOnWriteArrayList<>();

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    // Nothing is asked for yet.
  }

  @Override
  protected void hookOnNext(RecordedEvent event) {
    seen.add(event.position());
  }
}
