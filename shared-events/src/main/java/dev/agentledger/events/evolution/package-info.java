@NullMarked
package dev.agentledger.events.evolution;

import org.jspecify.annotations.NullMarked;
