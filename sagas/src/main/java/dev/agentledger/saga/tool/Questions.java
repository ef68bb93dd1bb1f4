package dev.agentledger.saga.tool;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Asks the readers' side and waits for the answer. */
@Component
class Questions {

  private static final long SECONDS_TO_ANSWER = 10;

  private final QueryGateway gateway;

  Questions(QueryBus queries) {
    this.gateway = DefaultQueryGateway.builder().queryBus(queries).build();
  }

  /**
   * The answer, if there is one.
   *
   * @throws IllegalStateException when nobody could answer
   */
  <R> Optional<R> find(Object query, Class<R> answer) throws InterruptedException {
    try {
      return gateway
          .query(query, ResponseTypes.optionalInstanceOf(answer))
          .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "%s was not answered".formatted(query.getClass().getSimpleName()), failure);
    }
  }
}
