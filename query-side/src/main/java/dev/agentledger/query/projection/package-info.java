/** How read models are kept: generations, segments, batches, and events that are indigestible. */
@NullMarked
package dev.agentledger.query.projection;

import org.jspecify.annotations.NullMarked;
