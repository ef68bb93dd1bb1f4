package dev.agentledger.server.database;

/**
 * Names this process to the others on the same database, for example as the owner of a claim.
 *
 * <p>With an embedded database the name outlives the process: nobody else can use the data
 * directory, so the claims of a killed process are its successor's at once. With an external
 * database each process has a name of its own.
 */
public record NodeId(String value) {}
