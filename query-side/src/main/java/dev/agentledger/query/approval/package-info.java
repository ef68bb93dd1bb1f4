/** The queue of everything that waits for a person. */
@NullMarked
package dev.agentledger.query.approval;

import org.jspecify.annotations.NullMarked;
