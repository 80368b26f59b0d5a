package dev.parlando.programs.cookbook.sources;

import dev.parlando.cache.CacheSettings;
import dev.parlando.cache.CacheStatistics;
import dev.parlando.cache.CachedSpeech;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.nio.file.Path;
import java.time.Duration;

/** Speaks each line of a program once, and from the cache afterwards. */
final class CachedLines {
    private CachedLines() {}

    // region
    static CacheStatistics speakTwice(SpeechSource engine, Path directory, SpeechRequest line) {
        CacheSettings settings = CacheSettings.DEFAULT.withDirectory(directory).withMaxAge(Duration.ofDays(90));
        try (CachedSpeech speech = CachedSpeech.over(engine, settings)) {
            for (int i = 0; i < 2; i++) { // A SpeechPlayer accepts the cache in place of the engine, too.
                speech.collect(line);
            }
            return speech.statistics(); // One miss, and one hit.
        }
    }
    // endregion
}
