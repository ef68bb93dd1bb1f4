package dev.agentledger.api.projection;

/**
 * Everything a projection can be asked to do.
 *
 * <p>None of it is a fact: what a projection shows follows from the log, however it is built.
 */
public sealed interface ProjectionCommand
    permits StartRebuild,
        PauseRebuild,
        ResumeRebuild,
        CancelRebuild,
        ConfirmSwitch,
        SwitchBack,
        RetryDeadLetter,
        DiscardDeadLetter {

  /** Name of the projection. */
  String projection();
}
