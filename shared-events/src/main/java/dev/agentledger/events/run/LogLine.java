package dev.agentledger.events.run;

/** One line that code wrote to its log. */
public record LogLine(String level, String message) {}
