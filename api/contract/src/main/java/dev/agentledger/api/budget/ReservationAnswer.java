package dev.agentledger.api.budget;

import dev.agentledger.api.Answer;
import dev.agentledger.api.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call may be paid.
 *
 * @param counted whether the reservation is kept, so that it has to be settled or released; false
 *     when no budget limits the call
 * @param shortfall why the call may not be made; absent when it may
 */
public record ReservationAnswer(Recorded recorded, boolean counted, @Nullable Shortfall shortfall)
    implements Answer {}
