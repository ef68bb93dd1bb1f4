/** The description of the HTTP interface that the program itself serves. */
@NullMarked
package dev.agentledger.server.openapi;

import org.jspecify.annotations.NullMarked;
