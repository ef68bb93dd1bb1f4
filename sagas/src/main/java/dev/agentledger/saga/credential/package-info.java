/** Credentials as calls show them: kept encrypted, renewed in time, never told. */
@NullMarked
package dev.agentledger.saga.credential;

import org.jspecify.annotations.NullMarked;
