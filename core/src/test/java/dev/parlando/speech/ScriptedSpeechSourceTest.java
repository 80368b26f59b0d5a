package dev.parlando.speech;

import dev.parlando.fault.SpeechSourceContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** Tests the contract of the scripted source, which the tests of this package rely on. */
class ScriptedSpeechSourceTest extends SpeechSourceContract {
    private final ExecutorService ring = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        ring.shutdownNow();
    }

    @Override
    protected SpeechSource source() {
        return new ScriptedSpeechSource()
                .playing(stream -> ring.execute(() -> {
                    stream.chunk((byte) 1, (byte) 2, (byte) 3);
                    stream.chunk((byte) 4, (byte) 5, (byte) 6);
                    stream.end();
                }));
    }
}
