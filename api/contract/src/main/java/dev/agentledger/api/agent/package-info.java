@NullMarked
package dev.agentledger.api.agent;

import org.jspecify.annotations.NullMarked;
