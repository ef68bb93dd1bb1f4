/** Reads OpenAPI descriptions as tools; nothing is ever fetched. */
@NullMarked
package dev.agentledger.saga.tool.openapi;

import org.jspecify.annotations.NullMarked;
