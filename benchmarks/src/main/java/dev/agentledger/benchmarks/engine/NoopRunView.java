package dev.agentledger.benchmarks.engine;

import java.time.Instant;

/** How far a run is. */
record NoopRunView(String runId, String status, long steps, long sequence, Instant changedAt) {}
