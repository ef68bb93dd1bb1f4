@NullMarked
package dev.agentledger.api.price;

import org.jspecify.annotations.NullMarked;
