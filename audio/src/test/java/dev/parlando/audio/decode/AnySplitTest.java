package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Tests that neither the chunk boundaries of a stream nor the timing of the consumer change the decoded samples. */
class AnySplitTest {
    @Provide
    Arbitrary<EncodedStream> streams() {
        return Arbitraries.of(EncodedStream.ALL);
    }

    @Property(tries = 300, seed = "20260101")
    void returnsSameSamplesForAnySplit(
            @ForAll("streams") EncodedStream stream,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 3000) Integer> lengths) {
        short[] samples = DecodeRun.of(stream.format())
                .feedInPieces(stream.bytes(), lengths)
                .finish()
                .samples();

        assertThat(samples).isEqualTo(stream.samples());
    }

    @Property(tries = 60, seed = "20260102")
    void returnsSameSamplesForTinyPieces(
            @ForAll("streams") EncodedStream stream, @ForAll @IntRange(min = 1, max = 5) int length) {
        short[] samples = DecodeRun.of(stream.format())
                .feedInPieces(stream.bytes(), List.of(length))
                .finish()
                .samples();

        assertThat(samples).isEqualTo(stream.samples());
    }

    @Property(tries = 150, seed = "20260103")
    void returnsSameSamplesIfConsumerPauses(@ForAll("streams") EncodedStream stream, @ForAll long pattern) {
        short[] samples = DecodeRun.of(stream.format())
                .feedWithStops(stream.bytes(), new Random(pattern))
                .finish()
                .samples();

        assertThat(samples).isEqualTo(stream.samples());
    }
}
