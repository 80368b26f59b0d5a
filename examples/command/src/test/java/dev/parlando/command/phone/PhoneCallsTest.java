package dev.parlando.command.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.error.EngineClosedException;
import dev.parlando.speech.SpeechSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the end of a run whose calls fail before they speak. */
@Timeout(60)
class PhoneCallsTest {
    private static final PacketSink SINK = packet -> {};
    private static final SpeechSource NO_ENGINE = (request, handler, options) -> {
        throw new IllegalStateException("expected");
    };

    private final PacketClock clock = PacketClock.create();
    private final BlockingQueue<CallReport> reports = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        clock.close();
    }

    private PhoneCalls calls(int count) throws IOException {
        CallScript script = CallScript.of(List.of("Hello"), InputStream.nullInputStream(), null, null);
        return new PhoneCalls(NO_ENGINE, clock, script, count, reports::add);
    }

    @Test
    void endsRunIfCallCannotBeOpened() throws Exception {
        PhoneCalls calls = calls(1);
        clock.close();
        assertThatThrownBy(() -> calls.open("first", SINK, MediaFormat.ULAW_8000, null))
                .isInstanceOf(EngineClosedException.class);

        assertThatThrownBy(calls::await).isInstanceOf(EngineClosedException.class);
        assertThat(reports).isEmpty();
        calls.hangUp();
    }

    @Test
    void admitsNoMoreThanItsCalls() throws Exception {
        PhoneCalls calls = calls(2);
        PhoneCall first = calls.open("first", SINK, MediaFormat.ULAW_8000, null).orElseThrow();
        assertThat(calls.open("second", SINK, MediaFormat.ULAW_8000, null)).isPresent();
        assertThat(calls.open("third", SINK, MediaFormat.ULAW_8000, null)).isEmpty();

        first.leg().close();
        assertThat(reports.poll(30, TimeUnit.SECONDS)).isNotNull();
        calls.hangUp();
        assertThat(reports).hasSize(1);
    }
}
