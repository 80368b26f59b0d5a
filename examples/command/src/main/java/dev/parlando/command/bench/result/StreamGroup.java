package dev.parlando.command.bench.result;

import java.util.Objects;

/**
 * The settings that streams of one group share. Immutable.
 *
 * @param textFormat output format, such as {@code mp3_44100_128}
 * @param model model id
 * @param voice voice id
 * @param region host of the service, or {@code offline server}
 */
public record StreamGroup(String textFormat, String model, String voice, String region) {
    public StreamGroup {
        Objects.requireNonNull(textFormat, "textFormat");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(voice, "voice");
        Objects.requireNonNull(region, "region");
    }
}
