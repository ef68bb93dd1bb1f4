package dev.agentledger.api;

/** What a command that was carried out answers: what was recorded, and maybe more. */
public interface Answer {

  Recorded recorded();
}
