package dev.parlando.audio.internal.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTimeTest {
    private static final int RATE_HZ = 44_100;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static long exact(long value, long factor, long divisor) {
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(factor))
                .divide(BigInteger.valueOf(divisor))
                .longValueExact();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, -999, 44_099, 44_101, 114_307_200_001L, -114_307_200_001L, 400_000_000_000_000L})
    void convertsFramesWithoutOverflow(long audioFrames) {
        assertThat(FrameTime.nanos(audioFrames, RATE_HZ)).isEqualTo(exact(audioFrames, SECOND_NANOS, RATE_HZ));
        assertThat(FrameTime.atRate(audioFrames, RATE_HZ, 48_000)).isEqualTo(exact(audioFrames, 48_000, RATE_HZ));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 22_675, -22_676, 999_999_999, 2_592_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void convertsNanosWithoutOverflow(long nanos) {
        assertThat(FrameTime.audioFrames(nanos, RATE_HZ)).isEqualTo(exact(nanos, RATE_HZ, SECOND_NANOS));
    }
}
