/** The keys that were given out. */
@NullMarked
package dev.agentledger.query.key;

import org.jspecify.annotations.NullMarked;
