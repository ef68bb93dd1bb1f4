@NullMarked
package dev.agentledger.api.budget;

import org.jspecify.annotations.NullMarked;
