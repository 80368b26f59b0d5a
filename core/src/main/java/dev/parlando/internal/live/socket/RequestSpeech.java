package dev.parlando.internal.live.socket;

import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextReader;

/** Speech of a live text with one request per segment. */
@FunctionalInterface
public interface RequestSpeech {
    /** Speaks a text from which nothing was read, and returns immediately. */
    SpeechStream stream(LiveText text, LiveTextReader reader, ChunkHandler handler, CallOptions options);
}
