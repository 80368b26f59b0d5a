package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fallback.Hedging;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the slower of two hedged requests is reset and returns its permit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HedgeTest {
    private static final byte[] AUDIO = new byte[300];

    private final CompletableFuture<ScriptedStream> first = new CompletableFuture<>();
    private final CompletableFuture<ScriptedStream> second = new CompletableFuture<>();
    private final CollectingHandler handler = new CollectingHandler();
    private FaultFixture scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = new FaultFixture(WireProtocol.H2C, ServerIdentity.create(folder));
        SpeechEngine engine = scene.engine(scene.serve(first::complete).baseUrl());
        SpeechEngine spare = scene.engine(scene.serve(second::complete).baseUrl());
        FallbackSpeech.of(
                FallbackStep.of(engine).withHedging(Hedging.after(Duration.ofMillis(1))),
                FallbackStep.of(spare).withGovernor(spare.governor()))
                .stream(FaultFixture.request(), handler);
    }

    /** Checks the permits and the streams of the servers, too. */
    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    private static ScriptedStream await(CompletableFuture<ScriptedStream> stream) {
        return stream.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private void hears(CompletableFuture<ScriptedStream> quick, CompletableFuture<ScriptedStream> slow) {
        ScriptedStream reset = await(slow);
        await(quick).audio("audio/pcm").data(AUDIO);
        assertThat(reset.resetByClient.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
                .succeedsWithin(Duration.ofSeconds(FaultFixture.LIMIT_SECONDS))
                .isEqualTo(Http2Error.CANCEL.code());
        await(quick).end();
        assertThat(handler.await().bytes()).isEqualTo(AUDIO.length);
    }

    @Test
    void resetsFirstRequest() {
        hears(second, first);
    }

    @Test
    void resetsHedge() {
        hears(first, second);
    }
}
