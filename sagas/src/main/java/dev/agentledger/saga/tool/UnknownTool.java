package dev.agentledger.saga.tool;

/** A tool that an agent names is not there. */
public class UnknownTool extends RuntimeException {

  UnknownTool(String message) {
    super(message);
  }
}
