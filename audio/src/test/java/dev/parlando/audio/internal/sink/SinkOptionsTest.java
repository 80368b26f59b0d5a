package dev.parlando.audio.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.error.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link SinkOptions}. */
class SinkOptionsTest {
    private final SinkOptions options = new SinkOptions();

    @Test
    void usesPlainLineByDefault() {
        assertThat(options.createSink()).isInstanceOf(LineSink.class);
    }

    @Test
    void addsLeadInAndLatency() {
        options.leadInMillis(300);
        assertThat(options.createSink()).isInstanceOf(LeadInSink.class);
        options.latencyMillis(200);
        assertThat(options.createSink()).isInstanceOf(LatencySink.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2001})
    void refusesValuesOutOfRange(int millis) {
        options.latencyMillis(millis);
        assertRefused("latencyMillis");
        options.latencyMillis(0);
        options.leadInMillis(millis);
        assertRefused("leadInMillis");
    }

    @Test
    void refusesDeviceOptionsForCustomSink() {
        options.sink(new NullSink());
        options.leadInMillis(1);
        assertRefused("leadInMillis");
        options.bufferMillis(100);
        assertRefused("bufferMillis");
        options.device("any");
        assertRefused("device");
    }

    /** A sink that stores all samples plays none, so that its position is not delayed. */
    @Test
    void leavesPositionOfStoringSink() {
        options.sink(new NullSink());
        options.latencyMillis(200);
        try (AudioSink sink = options.createSink()) {
            sink.open(new PcmFormat(24_000, 1));
            assertThat(sink.write(new short[100], 0, 100)).isEqualTo(100);
            assertThat(sink.positionAudioFrames()).isEqualTo(100);
            assertThat(sink.bufferAudioFrames()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    private void assertRefused(String option) {
        assertThatThrownBy(options::createSink)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(option);
    }
}
