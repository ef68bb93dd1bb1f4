/** The log itself: read by stream from its table, and followed beyond its end from memory. */
@NullMarked
package dev.agentledger.query.log;

import org.jspecify.annotations.NullMarked;
