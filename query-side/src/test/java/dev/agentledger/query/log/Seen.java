package dev.agentledger.query.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentledger.query.QuerySide;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** What somebody who follows has been told so far. */
final class Seen<T> implements Disposable {

  private final List<T> seen = new CopyOnWriteArrayList<>();
  private final Disposable following;

  private Seen(Flux<T> followed) {
    following = followed.subscribe(seen::add);
  }

  static <T> Seen<T> of(Flux<T> followed) {
    return new Seen<>(followed);
  }

  List<T> now() {
    return List.copyOf(seen);
  }

  /** It is this in the end, with nothing twice and nothing else between. */
  void becomes(List<T> expected) {
    await()
        .atMost(QuerySide.PATIENCE)
        .untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(expected));
  }

  @Override
  public void dispose() {
    following.dispose();
  }
}
