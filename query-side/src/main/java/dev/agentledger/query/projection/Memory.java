package dev.agentledger.query.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Views that a segment's writer has folded last, so that it need not read them back.
 *
 * <p>True only while nobody else writes the segment.
 */
public final class Memory {

  private static final int MOST = 500;

  private final Map<String, Object> views =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
          return size() > MOST;
        }
      };

  public <V> @Nullable V recall(String streamId, Class<V> type) {
    var view = views.get(streamId);
    return view == null ? null : type.cast(view);
  }

  public void keep(String streamId, Object view) {
    views.put(streamId, view);
  }

  public void forget(String streamId) {
    views.remove(streamId);
  }

  void forgetAll() {
    views.clear();
  }
}
