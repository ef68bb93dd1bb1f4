@NullMarked
package dev.agentledger.events.policy;

import org.jspecify.annotations.NullMarked;
