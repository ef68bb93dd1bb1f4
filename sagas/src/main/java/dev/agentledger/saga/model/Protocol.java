package dev.agentledger.saga.model;

/** How a provider is spoken to. */
public enum Protocol {
  /** OpenAI's chat completions, which vLLM, Ollama, llama.cpp and most gateways speak too. */
  OPENAI,
  /** Anthropic's messages. */
  ANTHROPIC,
  /** Google's generateContent. */
  GOOGLE
}
