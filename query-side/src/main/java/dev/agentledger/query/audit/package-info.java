/** The whole log, for whoever wants to know who did what. */
@NullMarked
package dev.agentledger.query.audit;

import org.jspecify.annotations.NullMarked;
