@NullMarked
package dev.agentledger.api.policy;

import org.jspecify.annotations.NullMarked;
