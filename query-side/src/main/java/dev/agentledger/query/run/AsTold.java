package dev.agentledger.query.run;

import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.api.run.ToldEnds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets readers wait until a projection shows the ends of runs that were told on this node. */
@Component
class AsTold {

  /** A projection that stands still must not keep its readers longer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProjectionPositions positions;
  private final ToldEnds told;

  AsTold(ProjectionPositions positions, ToldEnds told) {
    this.positions = positions;
    this.told = told;
  }

  /** What is read of the projection then. */
  <A> CompletableFuture<@Nullable A> read(String projection, Mono<A> answer) {
    var ends = told.position();
    return ends == 0
        ? answer.toFuture()
        : Mono.fromFuture(() -> positions.await(projection, ends, PATIENCE))
            .then(answer)
            .toFuture();
  }
}
