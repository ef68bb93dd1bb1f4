package dev.agentledger.command.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;

/** Reads metadata back; what one event has in common with the next is read once. */
final class CommonMetadata {

  private static final int MOST = 256;
  private static final int LONGEST = 1_024;

  private final Serializer serializer;
  private final Map<String, MetaData> known = new ConcurrentHashMap<>();

  CommonMetadata(Serializer serializer) {
    this.serializer = serializer;
  }

  MetaData whole(LeanMetadata lean) {
    var common = common(lean.rest());
    if (!lean.hasIds()) {
      return common;
    }
    var all = new HashMap<String, Object>(common);
    lean.idsTo(all);
    return MetaData.from(all);
  }

  private MetaData common(byte[] rest) {
    if (rest.length > LONGEST) {
      return read(rest);
    }
    var text = new String(rest, ISO_8859_1);
    var found = known.get(text);
    if (found == null) {
      found = read(rest);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(text, found);
    }
    return found;
  }

  private MetaData read(byte[] rest) {
    return serializer.deserialize(
        new SimpleSerializedObject<>(rest, byte[].class, MetaData.class.getName(), null));
  }
}
