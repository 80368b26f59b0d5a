package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.VirtualClockSink;
import org.junit.jupiter.api.Test;

class ReplayableSinkTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final PcmFormat STEREO = new PcmFormat(24_000, 2);

    /** Whether stereo is folded to mono must not depend on the utterance before. */
    @Test
    void isOpenForFormatsThatLoseNothing() {
        ReplayableSink sink = new ReplayableSink(VirtualClockSink.manual(100));
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
    void convertsEveryFormatToThatOfStoredAudio() {
        ReplayableSink sink = new ReplayableSink(new NullSink());
        sink.open(MONO);
        assertThat(sink.isOpenFor(STEREO)).isFalse();
        sink.write(new short[10], 0, 10);
        assertThat(sink.isOpenFor(STEREO)).isTrue();
        sink.complete();
        sink.openFor(new PcmFormat(8_000, 1));
        assertThat(sink.format()).isEqualTo(new PcmFormat(8_000, 1));
    }
}
