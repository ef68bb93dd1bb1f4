/** The credentials that are stored, without their secrets. */
@NullMarked
package dev.agentledger.query.credential;

import org.jspecify.annotations.NullMarked;
