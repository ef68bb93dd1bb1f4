package dev.agentledger.command.log;

import org.jspecify.annotations.Nullable;

/**
 * A payload as a row keeps it.
 *
 * @param shape the number of what it has in common with others; absent where it is kept as it is
 * @param bytes the values of the shape; JSON where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record StoredPayload(@Nullable Short shape, byte[] bytes) {

  static StoredPayload asIs(byte[] json) {
    return new StoredPayload(null, json);
  }

  /** Whether the JSON only says where the payload is. */
  boolean isReference() {
    return shape == null && LargePayload.isReference(bytes);
  }
}
