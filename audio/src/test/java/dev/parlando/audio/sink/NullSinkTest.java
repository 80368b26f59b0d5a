package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import org.junit.jupiter.api.Test;

class NullSinkTest {
    private static final PcmFormat FORMAT = new PcmFormat(8000, 2);

    private final NullSink sink = new NullSink();

    @Test
    void acceptsAllImmediatelyAndCountsAsPlayed() {
        assertThat(sink.open(FORMAT)).isEqualTo(FORMAT);
        assertThat(sink.write(new short[20], 2, 8)).isEqualTo(8);
        sink.discard();
        assertThat(sink.positionAudioFrames()).isEqualTo(8);
        assertThat(sink.bufferAudioFrames()).isEqualTo(Integer.MAX_VALUE);
        sink.complete();
        sink.close();
    }
}
