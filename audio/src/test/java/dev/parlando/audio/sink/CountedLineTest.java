package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests positions that were seen on real lines. One audio frame lasts a millisecond, and the buffer 140. */
class CountedLineTest {
    private static final AudioFormat FORMAT = new AudioFormat(1000, 16, 1, true, false);
    private static final int PRIMED = 10;

    private final ByteRing ring = new ByteRing(10_000);
    private long reported;
    private int available = 280;
    private int flushes;
    private final CountedLine line = new CountedLine(
            (SourceDataLine) Proxy.newProxyInstance(
                    CountedLineTest.class.getClassLoader(),
                    new Class<?>[] {SourceDataLine.class},
                    (proxy, method, args) -> switch (method.getName()) {
                        case "getFormat" -> FORMAT;
                        case "getBufferSize" -> 280;
                        case "getLongFramePosition" -> reported;
                        case "write" -> args[2];
                        case "available" -> available;
                        case "flush" -> flushes++;
                        default -> null;
                    }),
            true);

    @BeforeEach
    void start() {
        line.start(PRIMED);
    }

    private void write(int audioFrames) {
        available = 2 * audioFrames;
        ring.offer(new short[audioFrames], 0, audioFrames);
        assertThat(line.write(ring)).isTrue();
    }

    private long played(long position) {
        reported = position;
        return line.updatePlayed();
    }

    @Test
    void countsSamplesWithoutInitialSilence() {
        write(100);
        assertThat(played(5)).isZero();
        assertThat(played(30)).isEqualTo(20);
        assertThat(played(PRIMED + 100)).isEqualTo(100);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void correctsPositionReportedWholeBuffersAhead() {
        write(100);
        assertThat(played(30 + 140)).isEqualTo(20);
        assertThat(played(50 + 280)).isEqualTo(40);
        assertThat(played(60)).isEqualTo(50);
    }

    @Test
    void neverCountsFlushedSamples() {
        write(100);
        assertThat(played(30)).isEqualTo(20);
        line.flush();
        assertThat(played(110)).isEqualTo(20);
        write(50);
        assertThat(played(130)).isEqualTo(40);
        assertThat(played(130 + 140)).isEqualTo(40);
    }

    @Test
    void countsSamplesAfterFlushOfInitialSilence() {
        line.flush();
        write(50);
        assertThat(played(PRIMED + 20)).isEqualTo(20);
    }

    @Test
    void isEmptyIfPositionFallsBack() {
        write(3000);
        assertThat(played(2990)).isEqualTo(2980);
        assertThat(played(2987)).as("within the jitter of a cursor").isEqualTo(2980);
        assertThat(line.isEmpty()).isFalse();
        assertThat(played(3010 - 1950)).isEqualTo(3000);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void flushesDryLineThatAcceptsNoSamples() {
        write(3000);
        played(2990);
        reported = 3010 - 1950;
        available = 0;
        ring.offer(new short[100], 0, 100);
        assertThat(line.write(ring)).isTrue();
        assertThat(flushes).isOne();
        assertThat(line.playedAudioFrames()).isEqualTo(3000);
    }

    @Test
    void flushesLineThatHasPlayedOnlyInitialSilence() {
        available = 0;
        ring.offer(new short[100], 0, 100);
        assertThat(line.write(ring)).isTrue();
        assertThat(flushes).isOne();
    }

    @Test
    void doesNotFlushLineThatHoldsSamples() {
        write(100);
        reported = 105;
        available = 0;
        ring.offer(new short[100], 0, 100);
        assertThat(line.write(ring)).isFalse();
        assertThat(flushes).isZero();
    }
}
