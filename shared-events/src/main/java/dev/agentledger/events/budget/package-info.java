@NullMarked
package dev.agentledger.events.budget;

import org.jspecify.annotations.NullMarked;
