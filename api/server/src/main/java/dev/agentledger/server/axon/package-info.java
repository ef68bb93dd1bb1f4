/** How Axon is wired: stores, serializers, error handling, correlation. */
@NullMarked
package dev.agentledger.server.axon;

import org.jspecify.annotations.NullMarked;
