package dev.parlando.benchmarks.stress.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullSink;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A race between a read from a sink and its owner, which discards the buffered samples and writes other samples in
 * their place.
 */
@JCStressTest
@Outcome(id = "1, 1, 2, 1", expect = Expect.ACCEPTABLE, desc = "read the old before it was discarded")
@Outcome(id = "0, 0, 2, 1", expect = Expect.ACCEPTABLE, desc = "found nothing between the two")
@Outcome(id = "2, 2, 0, 1", expect = Expect.ACCEPTABLE, desc = "read the new")
@Outcome(expect = Expect.FORBIDDEN, desc = "a mixture, or a position that does not agree")
@State
public class DiscardRace {
    /** The capacity of the buffer, so that new samples overwrite the discarded ones. */
    private static final int SAMPLES = 32;

    private final PullSink sink = new PullSink(new PcmFormat(1600, 1), 20);
    private final short[] target = new short[SAMPLES];
    private int read;

    /** Fills the sink with the samples to discard. */
    public DiscardRace() {
        sink.open(sink.format());
        sink.write(filled(1), 0, SAMPLES);
    }

    private static short[] filled(int value) {
        short[] samples = new short[SAMPLES];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    /** Discards the buffered samples and writes others. */
    @Actor
    public void discard() {
        sink.discard();
        sink.write(filled(2), 0, SAMPLES);
    }

    /** Reads from the sink. */
    @Actor
    public void read(IIII_Result result) {
        read = sink.read(target, 0, SAMPLES);
        result.r1 = read == 0 ? 0 : target[0];
        result.r2 = read == 0 ? 0 : target[SAMPLES - 1];
    }

    /** Reads the remaining samples, and checks that the position equals the number of samples read before. */
    @Arbiter
    public void count(IIII_Result result) {
        short[] rest = new short[SAMPLES];
        boolean agrees = sink.positionAudioFrames() == read;
        result.r3 = sink.read(rest, 0, SAMPLES) == 0 ? 0 : rest[0];
        result.r4 = agrees ? 1 : 0;
    }
}
