@NullMarked
package dev.agentledger.api.audit;

import org.jspecify.annotations.NullMarked;
