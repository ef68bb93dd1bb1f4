package dev.agentledger.server.idempotency;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds an answer back until it is kept. A stream is let through: it has no end to wait for, and
 * cannot be kept.
 */
final class HeldAnswer extends ServerHttpResponseDecorator {

  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean streamed = new AtomicBoolean();
  private final AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);

  HeldAnswer(ServerHttpResponse response) {
    super(response);
  }

  /** The answer that was held; null when it went through as a stream. */
  @Nullable Answer toAnswer() {
    if (streamed.get()) {
      return null;
    }
    var status = getStatusCode() == null ? HttpStatus.OK : getStatusCode();
    return Answer.of(status, getHeaders(), body.get());
  }

  /** Sends what was held. */
  Mono<Void> send() {
    var bytes = body.get();
    return bytes.length == 0
        ? getDelegate().setComplete()
        : getDelegate().writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(bytes)));
  }

  @Override
  public boolean isCommitted() {
    return begun.get() || super.isCommitted();
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> buffers) {
    return DataBufferUtils.join(Flux.from(buffers))
        .doOnNext(
            joined -> {
              var bytes = new byte[joined.readableByteCount()];
              joined.read(bytes);
              DataBufferUtils.release(joined);
              body.set(bytes);
            })
        .doOnSuccess(_ -> begun.set(true))
        .then();
  }

  @Override
  public Mono<Void> writeAndFlushWith(
      Publisher<? extends Publisher<? extends DataBuffer>> buffers) {
    return Mono.defer(
        () -> {
          streamed.set(true);
          return getDelegate().writeAndFlushWith(buffers);
        });
  }

  @Override
  public Mono<Void> setComplete() {
    return Mono.fromRunnable(() -> begun.set(true));
  }
}
