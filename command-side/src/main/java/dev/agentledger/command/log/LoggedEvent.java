package dev.agentledger.command.log;

import java.time.Instant;
import java.util.UUID;

/** One event as it stands in the log, its payload in full. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record LoggedEvent(
    long position,
    String streamType,
    String streamId,
    long sequence,
    UUID eventId,
    Instant recordedAt,
    String contract,
    String revision,
    LeanMetadata metadata,
    byte[] payload) {}
