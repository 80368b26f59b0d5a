package dev.parlando.offline.generation;

import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import org.jspecify.annotations.Nullable;

/** A source of audio messages in small steps. Threading: steps run on workers and never overlap in one context. */
public interface SocketSource {
    /** Runs one step. Returns the next message, {@link SocketChunk#PENDING}, or null after the last message. */
    @Nullable
    SocketChunk next(FreeTtsSynthesizer synthesizer);
}
