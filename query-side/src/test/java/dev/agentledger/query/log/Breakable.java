package dev.agentledger.query.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** An event store that fails, and whose open streams fail, for as long as a test wants it. */
final class Breakable {

  private final EventStore store;
  private volatile boolean broken;

  Breakable(EventStore whole) {
    store = breakable(EventStore.class, whole);
  }

  EventStore store() {
    return store;
  }

  void breakDown() {
    broken = true;
  }

  void mend() {
    broken = false;
  }

  private <T> T breakable(Class<T> type, T whole) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                var answer = method.invoke(whole, arguments);
                if (broken) {
                  throw new EventStoreException("Broken, as the test wants it");
                }
                return answer instanceof BlockingStream<?> stream
                    ? breakable(BlockingStream.class, stream)
                    : answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }
}
