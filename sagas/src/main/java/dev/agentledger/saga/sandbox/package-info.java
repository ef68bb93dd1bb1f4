/** Runs the JavaScript of function agents without any access to the host. */
@NullMarked
package dev.agentledger.saga.sandbox;

import org.jspecify.annotations.NullMarked;
