package dev.agentledger.saga.sandbox;

/**
 * One line that the code logged; the level is {@code debug}, {@code info}, {@code warn} or {@code
 * error}.
 */
public record LogLine(String level, String message) {}
