package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers each HOLD by exactly one resume from another thread, often before the engine has seen the HOLD. */
@Timeout(60)
class ResumeRaceTest {
    private static final int BODY_BYTES = 2_000_000;
    private static final int READ_BYTES = 1000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNoResumeRacingWithHold(boolean onEventLoop) throws Exception {
        byte[] body = new byte[BODY_BYTES];
        new Random(1).nextBytes(body);
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/pcm").data(body, 8000).end());
                SpeechEngine engine = SpeechEngine.builder()
                        .apiKey(ApiKey.of("secret"))
                        .baseUrl(server.baseUrl())
                        .build()) {
            AtomicInteger holds = new AtomicInteger();
            byte[] target = new byte[READ_BYTES];
            ChunkHandler handler = chunk -> {
                chunk.read(target, 0, READ_BYTES);
                holds.incrementAndGet();
                return ChunkAction.HOLD;
            };
            SpeechStream stream =
                    engine.stream(FaultFixture.request(), onEventLoop ? new LoopHandler(handler) : handler);
            Thread resumer = new Thread(() -> resumeEachHold(stream, holds), "resumer");
            resumer.setDaemon(true);
            resumer.start();

            assertThat(stream.completion()
                            .toCompletableFuture()
                            .get(50, TimeUnit.SECONDS)
                            .bytes())
                    .isEqualTo(BODY_BYTES);
            assertThat(holds.get()).isGreaterThanOrEqualTo(BODY_BYTES / READ_BYTES);
            resumer.join();
        }
    }

    private static void resumeEachHold(SpeechStream stream, AtomicInteger holds) {
        int resumes = 0;
        while (!stream.completion().toCompletableFuture().isDone()) {
            if (resumes < holds.get()) {
                resumes++;
                stream.resume();
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
