package dev.agentledger.saga.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The newest of many things, as many as can be remembered. */
final class Recent<T> {

  private final Set<T> kept;

  Recent(int most) {
    kept =
        Collections.synchronizedSet(
            Collections.newSetFromMap(
                new LinkedHashMap<T, Boolean>() {
                  @Override
                  protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
                    return size() > most;
                  }
                }));
  }

  /** Whether it is new. */
  boolean add(T thing) {
    return kept.add(thing);
  }

  void remove(T thing) {
    kept.remove(thing);
  }

  boolean contains(T thing) {
    return kept.contains(thing);
  }
}
