package dev.agentledger.server.database;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Takes all there is, also after the one it reads for has left. What comes then is late, and so is
 * what was handed over last, which may have been dropped on the way.
 */
final class PatientReader<T> implements CoreSubscriber<T>, Subscription {

  private final CoreSubscriber<? super T> reader;
  private final Consumer<T> late;
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile @Nullable T last;
  private volatile Subscription source = Operators.emptySubscription();

  PatientReader(CoreSubscriber<? super T> reader, Consumer<T> late) {
    this.reader = reader;
    this.late = late;
  }

  @Override
  public Context currentContext() {
    return reader.currentContext();
  }

  @Override
  public void onSubscribe(Subscription source) {
    this.source = source;
    reader.onSubscribe(this);
  }

  @Override
  public void request(long more) {
    source.request(more);
  }

  @Override
  public void cancel() {
    if (left.compareAndSet(false, true)) {
      var dropped = last;
      if (dropped != null) {
        late.accept(dropped);
      }
      source.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(T item) {
    last = item;
    if (left.get()) {
      late.accept(item);
    } else {
      reader.onNext(item);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!left.get()) {
      reader.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!left.get()) {
      reader.onComplete();
    }
  }
}
