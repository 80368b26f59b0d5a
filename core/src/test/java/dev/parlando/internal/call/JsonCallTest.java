package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.fault.CollectingHandler;
import dev.parlando.fault.ScriptedServer;
import dev.parlando.internal.event.Uninterruptibly;
import dev.parlando.internal.exchange.TestTransportSettings;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that the parser of a response blocks no stream of the only event loop and ring, and not the close. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonCallTest {
    private static final byte[] AUDIO = new byte[5_000];

    private final CountDownLatch parsing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ScriptedServer server =
            ScriptedServer.start(stream -> stream.audio("audio/mpeg").end(AUDIO));
    private final Transport transport = new Transport(TestTransportSettings.of(server.baseUrl()));

    @AfterEach
    void close() {
        release.countDown();
        transport.close();
        server.close();
    }

    /** Parses when the test wants it, and returns the name of the thread. */
    private String parse(byte[] body) {
        parsing.countDown();
        await(release);
        return Thread.currentThread().getName();
    }

    private static void await(CountDownLatch latch) {
        Uninterruptibly.await(TimeUnit.SECONDS.toNanos(60), nanos -> latch.await(nanos, TimeUnit.NANOSECONDS));
    }

    private CompletableFuture<String> startParsing() {
        CompletableFuture<String> result = transport.call(JsonRequest.get("/v1/models"), this::parse);
        await(parsing);
        return result;
    }

    @Test
    void parsesBesideStreams() {
        CompletableFuture<String> result = startParsing();
        CollectingHandler handler = new CollectingHandler();
        SpeechRequest request = SpeechRequest.builder("Hello").voice("voice1").build();
        transport.stream(
                request, handler, CallOptions.DEFAULT, CompletableFuture.completedFuture("voice1"), failure -> {});

        assertThat(handler.await().bytes()).isEqualTo(AUDIO.length);
        assertThat(result).isNotDone();
        release.countDown();
        assertThat(result.join()).isEqualTo("parlando-callback");
    }

    @Test
    void closeEndsCallDuringParsing() throws Exception {
        CompletableFuture<String> result = startParsing();
        Thread closing = new Thread(transport::close);
        closing.start();

        assertThatThrownBy(result::join).hasCauseInstanceOf(EngineClosedException.class);
        release.countDown();
        closing.join();
    }
}
