package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.PlaybackException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReplayableSinkTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final PcmFormat STEREO = new PcmFormat(24_000, 2);

    /** Whether stereo is folded to mono must not depend on the utterance before. */
    @Test
    void isOpenForFormatsThatLoseNothing() {
        ReplayableSink sink = new ReplayableSink(RecordingSink.manual(100), LosslessFormat.LOWEST);
        sink.open(MONO);
        assertThat(sink.isOpenFor(MONO)).isTrue();
        assertThat(sink.isOpenFor(new PcmFormat(8_000, 1))).isTrue();
        assertThat(sink.isOpenFor(new PcmFormat(44_100, 1))).isFalse();
        assertThat(sink.isOpenFor(STEREO)).isFalse();
        assertThat(sink.isOpenFor(new PcmFormat(8_000, 2))).isFalse();
        sink.openFor(STEREO);
        assertThat(sink.format()).isEqualTo(STEREO);
        sink.openFor(MONO);
        assertThat(sink.format()).isEqualTo(STEREO);
    }

    @Test
    void requestsChannelsAndRateOfAllFormatsSoFar() {
        ReplayableSink sink = new ReplayableSink(RecordingSink.manual(100), STEREO);
        sink.openFor(new PcmFormat(8_000, 1));
        assertThat(sink.format()).isEqualTo(STEREO);
        sink.openFor(new PcmFormat(44_100, 1));
        assertThat(sink.format()).isEqualTo(new PcmFormat(44_100, 2));
    }

    /** Another run would get the same format. */
    @Test
    void isOpenForFormatThatDeviceDoesNotSupport() {
        ReplayableSink sink = new ReplayableSink(new PullSink(MONO, 100), LosslessFormat.LOWEST);
        sink.open(STEREO);
        assertThat(sink.format()).isEqualTo(MONO);
        assertThat(sink.isOpenFor(STEREO)).isTrue();
        assertThat(sink.isOpenFor(new PcmFormat(48_000, 2))).isFalse();
    }

    @Test
    void convertsEveryFormatToThatOfStoredAudio() {
        ReplayableSink sink = new ReplayableSink(new NullSink(), LosslessFormat.LOWEST);
        sink.open(MONO);
        assertThat(sink.isOpenFor(STEREO)).isFalse();
        sink.write(new short[10], 0, 10);
        assertThat(sink.isOpenFor(STEREO)).isTrue();
        sink.complete();
        sink.openFor(new PcmFormat(8_000, 1));
        assertThat(sink.format()).isEqualTo(new PcmFormat(8_000, 1));
    }

    /** A sink may know the length of its buffer only when it is open. */
    @Test
    void queriesBufferOnlyIfOpen() {
        ReplayableSink sink = new ReplayableSink(
                (AudioSink) Proxy.newProxyInstance(
                        AudioSink.class.getClassLoader(),
                        new Class<?>[] {AudioSink.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("open")) {
                                throw new IllegalStateException("no device");
                            }
                            throw new AssertionError(method);
                        }),
                LosslessFormat.LOWEST);
        assertThat(sink.isOpenFor(MONO)).isFalse();
        assertThatThrownBy(() -> sink.openFor(MONO)).isInstanceOf(IllegalStateException.class);
    }

    /** A sound card may play the last samples later than it reports. */
    @Test
    void discardsNothingAtTheEndIfEverythingWasPlayed() {
        RecordingSink line = RecordingSink.manual(100);
        AtomicInteger discards = new AtomicInteger();
        ReplayableSink sink =
                new ReplayableSink(SinkView.before(line, "discard", discards::incrementAndGet), LosslessFormat.LOWEST);
        sink.open(MONO);
        sink.write(new short[20], 0, 20);
        line.advance(20);
        sink.abandon();
        assertThat(discards).hasValue(0);
        sink.open(MONO);
        sink.write(new short[20], 0, 20);
        line.advance(19);
        sink.abandon();
        assertThat(discards).hasValue(1);
    }

    /** A player continues a removal in each step, which must not fail again after the sink has failed. */
    @Test
    void writesNothingAgainAfterFailure() {
        RecordingSink line = RecordingSink.manual(200);
        AtomicInteger writes = new AtomicInteger();
        ReplayableSink sink = new ReplayableSink(
                SinkView.before(line, "write", () -> {
                    if (writes.incrementAndGet() > 1) {
                        throw new PlaybackException("removed", null);
                    }
                }),
                LosslessFormat.LOWEST);
        sink.open(MONO);
        sink.write(new short[2400], 0, 2400);
        line.advance(480);
        assertThatThrownBy(() -> sink.remove(0, 2400)).hasMessage("removed");
        sink.continueRemoval();
        assertThat(writes).hasValue(2);
    }
}
