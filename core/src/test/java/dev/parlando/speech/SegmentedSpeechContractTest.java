package dev.parlando.speech;

import dev.parlando.fault.SpeechSourceContract;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** Tests the contract of a stream of several requests towards its handler and its owner. */
class SegmentedSpeechContractTest extends SpeechSourceContract {
    private final ExecutorService ring = Executors.newFixedThreadPool(2);

    @AfterEach
    void close() {
        ring.shutdownNow();
    }

    @Override
    protected SpeechSource source() {
        ScriptedSpeechSource scripted = new ScriptedSpeechSource()
                .playing(stream -> ring.execute(() -> {
                    stream.chunk((byte) 1, (byte) 2);
                    stream.chunk((byte) 3);
                    stream.end();
                }));
        return (request, handler, options) -> {
            Objects.requireNonNull(request, "request");
            LiveText text = LiveText.of(SpeechRequest.template().build());
            SpeechStream stream = scripted.stream(text, handler, options);
            text.append("The first sentence. The second ");
            text.append("one! And the last.");
            text.end();
            return stream;
        };
    }
}
