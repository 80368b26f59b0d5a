package dev.parlando.offline.calls;

import dev.parlando.offline.voices.OfflineVoice;

/** One line of a dialogue and its voice. Immutable. */
record DialogueInput(String text, OfflineVoice voice) {}
