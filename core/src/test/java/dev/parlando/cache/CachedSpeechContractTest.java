package dev.parlando.cache;

import dev.parlando.fault.CollectingHandler;
import dev.parlando.fault.SpeechSourceContract;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.SpeechSource;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Tests the contract of a cache towards handlers and owners: of calls that send a request, and of all others. */
class CachedSpeechContractTest extends SpeechSourceContract {
    private final ExecutorService ring = Executors.newSingleThreadExecutor();
    private final CachedSpeech cache = CachedSpeech.over(scripted());

    private SpeechSource scripted() {
        return new ScriptedSpeechSource()
                .playing(stream -> ring.execute(() -> {
                    stream.chunk((byte) 1, (byte) 2, (byte) 3);
                    stream.chunk((byte) 4, (byte) 5);
                    stream.end();
                }));
    }

    @AfterEach
    void close() {
        cache.close();
        ring.shutdownNow();
    }

    @Override
    protected SpeechSource source() {
        return cache;
    }

    /** Stores the audio of the contract's request. */
    private static void speakOnce(SpeechSource source) {
        CollectingHandler handler = new CollectingHandler();
        source.stream(REQUEST, handler);
        handler.await();
    }

    /** A cache that has the audio in memory. */
    @Nested
    class Hit extends SpeechSourceContract {
        @BeforeEach
        void store() {
            speakOnce(cache);
        }

        @Override
        protected SpeechSource source() {
            return cache;
        }
    }

    /** A cache that finds the audio which a cache with the same settings has stored. */
    private abstract class SecondCache extends SpeechSourceContract {
        private CachedSpeech second = CachedSpeech.over(scripted());

        void storeWithFirst(CacheSettings settings) {
            try (CachedSpeech first = CachedSpeech.over(scripted(), settings)) {
                speakOnce(first);
            }
            second = CachedSpeech.over(new ScriptedSpeechSource(), settings);
        }

        @AfterEach
        void closeSecond() {
            second.close();
        }

        @Override
        protected SpeechSource source() {
            return second;
        }
    }

    /** A cache that has the audio in its directory. */
    @Nested
    class DiskHit extends SecondCache {
        @BeforeEach
        void store(@TempDir Path directory) {
            storeWithFirst(CacheSettings.DEFAULT.withDirectory(directory));
        }
    }

    /** A cache whose audio another machine has stored. */
    @Nested
    class SharedHit extends SecondCache {
        @BeforeEach
        void store() {
            storeWithFirst(CacheSettings.DEFAULT.withSharedStore(new FakeStore(new FakeTimer())));
        }
    }
}
