package dev.parlando.benchmarks.stress.hold;

import dev.parlando.speech.SpeechInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A race between a chunk for which an input stream has no room and the read that makes room. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "read before the chunk came")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "held, then resumed")
@Outcome(expect = Expect.FORBIDDEN, desc = "held for ever, or resumed without a hold")
@State
public class ReadRace {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final HeldStream stream = new HeldStream();
    private final SpeechInputStream input = SpeechInputStream.open(stream, HeldStream.REQUEST);
    private final byte[] target = new byte[CAPACITY_BYTES];

    /** Fills the input stream. */
    public ReadRace() {
        if (stream.isHeldAfter(CAPACITY_BYTES)) {
            throw new IllegalStateException("the input stream has less room than expected");
        }
    }

    /** Delivers another chunk. */
    @Actor
    public void deliver(II_Result result) {
        result.r1 = stream.isHeldAfter(1) ? 1 : 0;
    }

    /** Reads the whole buffer. */
    @Actor
    public void read() {
        try {
            input.readNBytes(target, 0, CAPACITY_BYTES);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads the number of resumes. */
    @Arbiter
    public void count(II_Result result) {
        result.r2 = stream.resumes();
    }
}
