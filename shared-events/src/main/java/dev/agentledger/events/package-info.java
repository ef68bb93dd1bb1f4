@NullMarked
package dev.agentledger.events;

import org.jspecify.annotations.NullMarked;
