package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.internal.mp3.Mp3Header;
import dev.parlando.error.DecodeException;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tests that damaged streams and bytes that are not audio do no harm. */
class DamageTest {
    private static final List<String> FILES = List.of(
            "mp3_22050_32.mp3",
            "mp3_24000_48.mp3",
            "mp3_44100_32.mp3",
            "mp3_44100_128.info.mp3",
            "stereo_44100_96.mp3");
    private static final int HEAD_BYTES = 12_000;
    /** The byte rate of the slowest valid stream, 8 kbit/s. */
    private static final int LEAST_BYTES_PER_SECOND = 1000;

    @Property(tries = 400, seed = "20260104")
    void toleratesDamageWithoutExcessSamples(
            @ForAll @IntRange(max = 4) int file, @ForAll @IntRange(min = 1, max = 40) int injuries, @ForAll long seed) {
        byte[] damaged = damage(TestVectors.head(FILES.get(file), HEAD_BYTES), injuries, new Random(seed));
        DecodeRun decoding = DecodeRun.of(OutputFormat.MP3_44100_128).feed(damaged);
        finishIfAnyFrame(decoding);

        double seconds = 0;
        for (int i = 0; i < decoding.blocks().size(); i++) {
            PcmFormat format = decoding.formats().get(i);
            seconds += (double) decoding.blocks().get(i).length / format.channels() / format.sampleRateHz();
        }
        assertThat(seconds).isLessThanOrEqualTo((double) damaged.length / LEAST_BYTES_PER_SECOND);
    }

    @Property(tries = 60, seed = "20260105")
    void returnsSameSamplesOfDamagedStreamForAnySplit(@ForAll @IntRange(max = 4) int file, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] damaged = damage(TestVectors.head(FILES.get(file), HEAD_BYTES), 20, random);
        DecodeRun whole = DecodeRun.of(OutputFormat.MP3_44100_128).feed(damaged);
        DecodeRun pieces = DecodeRun.of(OutputFormat.MP3_44100_128)
                .feedInPieces(damaged, List.of(1 + random.nextInt(9), 1 + random.nextInt(900)));
        finishIfAnyFrame(whole);
        finishIfAnyFrame(pieces);

        assertThat(pieces.samples()).isEqualTo(whole.samples());
    }

    @Property(tries = 200, seed = "20260106")
    void decodesMostOfLightlyDamagedStream(@ForAll long seed) {
        byte[] stream = Mp3Bytes.frames(80);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
        }

        DecodeRun decoding =
                DecodeRun.of(OutputFormat.MP3_24000_48).feed(stream).finish();

        assertThat(decoding.blocks()).hasSizeBetween(80 - 3 * 2, 80);
    }

    /**
     * One in 16,000 random words is a valid header. A second header that matches it by chance is 200,000 times rarer.
     */
    @Example
    void rejectsNoise() {
        byte[] noise = new byte[3_000_000];
        new Random(20_260_107).nextBytes(noise);
        long headers = 0;
        for (int i = 0; i + 4 <= noise.length; i++) {
            headers += Mp3Header.isValid(Mp3Header.wordAt(noise, i)) ? 1 : 0;
        }
        assertThat(headers).as("chances to be wrong").isGreaterThan(100);

        DecodeRun decoding = DecodeRun.of(OutputFormat.MP3_44100_128).feed(noise);

        assertThat(decoding.blocks()).isEmpty();
        assertThatThrownBy(decoding::finish).isInstanceOf(DecodeException.class);
    }

    private static void finishIfAnyFrame(DecodeRun decoding) {
        try {
            decoding.finish();
        } catch (DecodeException nothingLeft) {
            assertThat(decoding.blocks()).isEmpty();
        }
    }

    /** Overwrites, removes and inserts bytes. */
    static byte[] damage(byte[] stream, int injuries, Random random) {
        byte[] damaged = stream;
        for (int i = 0; i < injuries; i++) {
            int at = random.nextInt(damaged.length - 400);
            byte[] foreign = new byte[random.nextInt(4) == 0 ? random.nextInt(400) : 1];
            random.nextBytes(foreign);
            int removed = random.nextInt(4) == 0 ? random.nextInt(400) : foreign.length;
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            next.write(damaged, 0, at);
            next.writeBytes(foreign);
            next.write(damaged, at + removed, damaged.length - at - removed);
            damaged = next.toByteArray();
        }
        return damaged;
    }
}
