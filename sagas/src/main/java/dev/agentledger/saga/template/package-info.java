@NullMarked
package dev.agentledger.saga.template;

import org.jspecify.annotations.NullMarked;
