package dev.agentledger.saga.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler is told about its run and its agent, as plain JSON values. */
public record SandboxContext(Map<String, Object> run, Map<String, Object> agent) {

  public SandboxContext {
    run = Collections.unmodifiableMap(new LinkedHashMap<>(run));
    agent = Collections.unmodifiableMap(new LinkedHashMap<>(agent));
  }

  /** A context that tells nothing. */
  public static SandboxContext empty() {
    return new SandboxContext(Map.of(), Map.of());
  }
}
