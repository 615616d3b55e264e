"""The language model of this machine: llama.cpp, driven token by token, with a grammar that leaves one choice."""
