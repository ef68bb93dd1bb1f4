@NullMarked
package dev.agentledger.saga.validation;

import org.jspecify.annotations.NullMarked;
