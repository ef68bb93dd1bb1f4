@NullMarked
package dev.agentledger.events.agent;

import org.jspecify.annotations.NullMarked;
