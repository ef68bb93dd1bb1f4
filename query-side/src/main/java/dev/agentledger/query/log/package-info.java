/** Reading the event table itself: whole, by stream, to its end and beyond. */
@NullMarked
package dev.agentledger.query.log;

import org.jspecify.annotations.NullMarked;
