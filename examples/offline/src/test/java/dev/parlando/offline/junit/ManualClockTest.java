package dev.parlando.offline.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.ManualClock;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Delays of minutes that pass immediately. */
@Timeout(120)
class ManualClockTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").outputFormat(OutputFormat.PCM_16000).build();

    private final ManualClock clock = new ManualClock();

    @RegisterExtension
    final OfflineService service =
            OfflineService.of(OfflineVoiceServer.builder().clock(clock).pace(0.01));

    private SpeechStream stream() {
        return service.engine().stream(REQUEST, chunk -> ChunkAction.CONTINUE);
    }

    @Test
    void delaysOfAnAnswerFollowEachOther() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100))
                .delayHeaders(Duration.ofMinutes(1))
                .delayFirstByte(Duration.ofMinutes(2))
                .chunks(1_600, Duration.ofMinutes(3)));
        SpeechStream stream = stream();

        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofMinutes(1));
        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofMinutes(2));
        assertThat(service.requests().only().assertOutcome(RequestOutcome.OPEN).bytesSent())
                .isLessThanOrEqualTo(1_600);
        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofMinutes(3));
        stream.join();

        service.requests().only().assertCompleted();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void oneStepPassesSeveralDelays() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100))
                .delayHeaders(Duration.ofMinutes(1))
                .chunks(100, Duration.ofSeconds(1)));
        SpeechStream stream = stream();

        clock.advanceToNext();
        clock.advance(Duration.ofMinutes(1));
        stream.join();
    }

    @Test
    void paceOfTheOfflineVoiceFollowsTheClock() {
        SpeechStream stream = stream();

        // The first steps are a tenth of a second of speech each.
        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(10));
        assertThat(clock.advanceToNext()).isEqualTo(Duration.ofSeconds(10));
        service.requests().only().assertOutcome(RequestOutcome.OPEN);
        while (!stream.completion().toCompletableFuture().isDone()) {
            clock.advance(Duration.ofSeconds(10));
            Thread.onSpinWait();
        }
        stream.join();
    }
}
