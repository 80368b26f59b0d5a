package dev.parlando.programs.cookbook.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.cache.CacheStatistics;
import dev.parlando.error.EngineClosedException;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.programs.OfflineEngine;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes for sources of speech against the offline server. */
@Timeout(60)
class SourceRecipeTest {
    private static OfflineEngine offline;
    private static SpeechEngine engine;

    @BeforeAll
    static void start() {
        offline = OfflineEngine.start();
        engine = offline.engine();
    }

    @AfterAll
    static void stop() {
        offline.close();
    }

    @Test
    void cachedLines(@TempDir Path directory) throws Exception {
        SpeechRequest line = SpeechRequest.of("The gate is open.");
        CacheStatistics first = CachedLines.speakTwice(engine, directory, line);
        assertThat(first.misses()).isEqualTo(1);
        assertThat(first.hits()).isEqualTo(1);
        CacheStatistics afterRestart = CachedLines.speakTwice(engine, directory, line);
        assertThat(afterRestart.misses()).isZero();
        assertThat(afterRestart.diskHits()).isEqualTo(1);
    }

    @Test
    void spareVoices() {
        SpeechSource closed = (request, handler, options) -> {
            throw new EngineClosedException("no local voice");
        };
        FallbackSpeech chain = SpareVoices.chain(engine, closed);
        chain.stream(SpeechRequest.of("There is always a voice."), chunk -> ChunkAction.CONTINUE)
                .join();
        assertThat(chain.spokenByStep()).containsExactly(1L, 0L, 0L);
        SpareVoices.localVoice().close();
    }

    @Test
    void hedgedRequests() {
        FallbackSpeech chain = HedgedRequests.chain(engine, engine);
        chain.stream(SpeechRequest.of("The slowest calls get a second request."), chunk -> ChunkAction.CONTINUE)
                .join();
        assertThat(chain.spokenByStep()).containsExactly(1L, 0L);
        assertThat(chain.hedgesStarted()).isZero(); // The first 20 calls are measured.
    }
}
