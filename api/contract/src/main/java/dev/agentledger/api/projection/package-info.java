/**
 * What may be asked of the read models themselves: how far they are, what they could not digest.
 */
@NullMarked
package dev.agentledger.api.projection;

import org.jspecify.annotations.NullMarked;
