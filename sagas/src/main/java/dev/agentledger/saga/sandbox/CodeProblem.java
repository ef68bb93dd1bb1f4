package dev.agentledger.saga.sandbox;

/** Why code cannot be run and where, counted from one; the column is as exact as the parser's. */
public record CodeProblem(String message, int line, int column) {}
