@NullMarked
package dev.agentledger.api.key;

import org.jspecify.annotations.NullMarked;
