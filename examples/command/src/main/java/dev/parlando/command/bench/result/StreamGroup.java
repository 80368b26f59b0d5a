package dev.parlando.command.bench.result;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings that streams of one group share. Immutable.
 *
 * @param textFormat output format, such as {@code mp3_44100_128}
 * @param model model id
 * @param voice voice id
 * @param region host of the service, or {@code offline server}
 * @param concurrency number of streams in flight; null for streams at a fixed rate
 */
public record StreamGroup(String textFormat, String model, String voice, String region, @Nullable Integer concurrency) {
    public StreamGroup {
        Objects.requireNonNull(textFormat, "textFormat");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(voice, "voice");
        Objects.requireNonNull(region, "region");
    }

    /** Returns the same settings with another number of streams in flight. */
    public StreamGroup at(@Nullable Integer level) {
        return new StreamGroup(textFormat, model, voice, region, level);
    }
}
