package dev.agentledger.api.run;

import dev.agentledger.events.run.SuspensionReason;
import java.time.Instant;

/** Why a run rests, and since when. */
public record RunSuspension(SuspensionReason reason, String detail, Instant since) {}
