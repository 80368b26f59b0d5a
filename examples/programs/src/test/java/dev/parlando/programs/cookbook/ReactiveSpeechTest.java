package dev.parlando.programs.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.SpeechRequest;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.time.Duration;
import kotlinx.coroutines.jdk9.ReactiveFlowKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Runs the recipe for reactive libraries: all audio arrives, and a subscriber that leaves cancels the request. */
@Timeout(60)
class ReactiveSpeechTest {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello.");
    private static final int BYTES = 3_000_000;
    private static final SpeechAnswer ENDLESS =
            SpeechAnswer.audio(new byte[BYTES]).chunks(1_000, Duration.ofMillis(20));

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static void assertComplete(Flux<ByteBuffer> audio) {
        assertEquals(
                BYTES, audio.map(ByteBuffer::remaining).reduce(0, Integer::sum).block());
        service.requests().last().assertCompleted();
    }

    @Test
    void allAudioArrives() {
        service.answerAlways(SpeechAnswer.audio(new byte[BYTES]));
        assertComplete(ReactiveSpeech.reactor(service.engine(), REQUEST));
        assertComplete(JdkFlowAdapter.flowPublisherToFlux(ReactiveSpeech.mutiny(service.engine(), REQUEST)));
        assertComplete(JdkFlowAdapter.flowPublisherToFlux(
                ReactiveFlowKt.asPublisher(ReactiveSpeech.kotlin(service.engine(), REQUEST))));
    }

    @Test
    void subscriberThatLeavesCancels() {
        service.answerAlways(ENDLESS);
        ReactiveSpeech.reactor(service.engine(), REQUEST).blockFirst();
        service.requests().last().assertCancelled();
        Multi<ByteBuffer> speech = ReactiveSpeech.mutiny(service.engine(), REQUEST);
        speech.toUni().await().indefinitely();
        service.requests().last().assertCancelled();
        JdkFlowAdapter.flowPublisherToFlux(ReactiveFlowKt.asPublisher(ReactiveSpeech.kotlin(service.engine(), REQUEST)))
                .blockFirst();
        service.requests().last().assertCancelled();
    }
}
