package dev.parlando.telemetry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of speech in the events about it, without its text. Immutable.
 *
 * @param number number of the stream within the engine, from 1
 * @param modelId model of the request; null for the service's default
 * @param voiceId voice of the request; null for the default voice, or for a dialogue
 * @param outputFormat format of the request, such as {@code mp3_44100_128}
 */
public record StreamInfo(long number, @Nullable String modelId, @Nullable String voiceId, String outputFormat) {
    public StreamInfo {
        Objects.requireNonNull(outputFormat, "outputFormat");
    }
}
