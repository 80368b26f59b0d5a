package dev.parlando.fallback;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.fault.SpeechSourceContract;
import dev.parlando.speech.ScriptedSpeechSource;
import dev.parlando.speech.SpeechSource;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Tests the contract of a chain towards handlers and owners, on the first step and on a later one. */
class FallbackContractTest extends SpeechSourceContract {
    private final ExecutorService ring = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        ring.shutdownNow();
    }

    private SpeechSource speaking() {
        return new ScriptedSpeechSource()
                .playing(stream -> ring.execute(() -> {
                    stream.chunk((byte) 1, (byte) 2, (byte) 3);
                    stream.chunk((byte) 4, (byte) 5);
                    stream.end();
                }));
    }

    private SpeechSource failing() {
        return new ScriptedSpeechSource()
                .playing(stream -> ring.execute(
                        () -> stream.fail(new TransportException("broken", null, RequestProgress.PROCESSED))));
    }

    @Override
    protected SpeechSource source() {
        return FallbackSpeech.of(FallbackStep.of(speaking()), FallbackStep.of(failing()));
    }

    /** A chain whose first step fails. */
    @Nested
    class AfterFailure extends SpeechSourceContract {
        @Override
        protected SpeechSource source() {
            return FallbackSpeech.of(FallbackStep.of(failing()), FallbackStep.of(speaking()));
        }
    }

    /** A chain whose first step has no audio until it is cancelled. */
    @Nested
    class InHedge extends SpeechSourceContract {
        @Override
        protected SpeechSource source() {
            FallbackStep silent =
                    FallbackStep.of(new ScriptedSpeechSource()).withHedging(Hedging.after(Duration.ofMillis(1)));
            return FallbackSpeech.of(silent, FallbackStep.of(speaking()));
        }
    }
}
