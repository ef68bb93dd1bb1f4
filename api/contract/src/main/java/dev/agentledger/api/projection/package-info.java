/** Projections: how far each has read, and building one anew beside the one that serves. */
@NullMarked
package dev.agentledger.api.projection;

import org.jspecify.annotations.NullMarked;
