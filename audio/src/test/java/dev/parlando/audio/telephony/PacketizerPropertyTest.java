package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.G711;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that any chunking of a stream gives the same packets, and that their samples are encoded exactly. */
class PacketizerPropertyTest {
    private static final MediaFormat L16_48000 = MediaFormat.linear16(48_000, ByteOrder.BIG_ENDIAN);

    @Provide
    Arbitrary<Integer> ptimes() {
        return Arbitraries.of(10, 20, 30, 60);
    }

    @Property(tries = 200, seed = "20261130")
    void passesAnyChunkingThrough(
            @ForAll("ptimes") int ptime, @ForAll @IntRange(min = 1, max = 30_000) int bytes, @ForAll long pattern)
            throws Exception {
        byte[] speech = new byte[bytes];
        new Random(pattern).nextBytes(speech);
        int payload = 8 * ptime;
        byte[] expected = Arrays.copyOf(speech, (bytes + payload - 1) / payload * payload);
        Arrays.fill(expected, bytes, expected.length, G711.ALAW_SILENCE);

        assertThat(packets(MediaFormat.ALAW_8000, ptime, OutputFormat.ALAW_8000, speech, pattern))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("mp3_44100_128.mp3", "opus_48000_32.opus", "pcm_8000.pcm", "alaw_8000.alaw");
    }

    @Provide
    Arbitrary<MediaFormat> formats() {
        return Arbitraries.of(
                MediaFormat.ULAW_8000,
                L16_48000,
                MediaFormat.linear16(16_000, ByteOrder.LITTLE_ENDIAN),
                MediaFormat.linear16(8_000, ByteOrder.BIG_ENDIAN));
    }

    @Property(tries = 40, seed = "20261201")
    void decodesAnyChunkingEqually(
            @ForAll("files") String file,
            @ForAll("formats") MediaFormat format,
            @ForAll("ptimes") int ptime,
            @ForAll long pattern)
            throws Exception {
        OutputFormat stream = OutputFormat.parse(file.substring(0, file.indexOf('.')));
        byte[] speech = resource(file);
        byte[] sound = Arrays.copyOf(speech, Math.min(speech.length, 8_000));

        assertThat(packets(format, ptime, stream, sound, pattern)).isEqualTo(reference(format, ptime, stream, sound));
    }

    /** Sends a stream in random pieces at random times and returns the payload of its packets. */
    private static byte[] packets(MediaFormat format, int ptime, OutputFormat stream, byte[] speech, long pattern)
            throws Exception {
        Random random = new Random(pattern);
        FakeSpeechSource source = FakeSpeechSource.direct();
        try (ManualPacketClock manual = new ManualPacketClock()) {
            RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);
            TelephoneLeg leg = TelephoneLeg.builder(source, manual.clock(), sink)
                    .format(format)
                    .ptimeMillis(ptime)
                    .open();
            LegUtterance utterance =
                    leg.say(SpeechRequest.builder("Hello.").outputFormat(stream).build());
            FakeSpeechStream sent = source.next();
            int longest = 1 + random.nextInt(5000);
            for (int from = 0; from < speech.length; ) {
                int to = Math.min(speech.length, from + 1 + random.nextInt(longest));
                sent.send(Arrays.copyOfRange(speech, from, to));
                from = to;
                if (random.nextInt(3) == 0) {
                    manual.advanceMillis(random.nextInt(200));
                }
            }
            sent.end();
            for (int i = 0; i < 300 && !utterance.state().isDone(); i++) {
                manual.advanceMillis(100);
            }
            assertThat(utterance.state().isDone()).isTrue();
            assertThat(manual.clock().resources().pool().used()).isZero();
            return sink.speechBytes();
        }
    }

    private static byte[] reference(MediaFormat format, int ptime, OutputFormat stream, byte[] speech) {
        AudioDecoder decoder = AudioDecoders.forFormat(stream);
        short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        ByteBuffer encoded = ByteBuffer.wrap(speech);
        ByteBuffer output = ByteBuffer.allocate(4_000_000).order(format.byteOrder());
        int samples = decoder.decode(encoded, block);
        FormatConverter converter = new FormatConverter(decoder.format(), new PcmFormat(format.sampleRateHz(), 1));
        short[] converted = new short[converter.maxOutputSamples(block.length)];
        while (samples > 0) {
            write(format, converted, converter.convert(block, samples, converted), output);
            samples = decoder.decode(encoded, block);
        }
        samples = decoder.finish(block);
        while (samples > 0) {
            write(format, converted, converter.convert(block, samples, converted), output);
            samples = decoder.finish(block);
        }
        write(format, converted, converter.finish(converted), output);
        int payload = format.samples(ptime) * format.bytesPerSample();
        while (output.position() % payload > 0) {
            output.put(format.silence());
        }
        return Arrays.copyOf(output.array(), output.position());
    }

    private static void write(MediaFormat format, short[] samples, int count, ByteBuffer output) {
        for (int i = 0; i < count; i++) {
            switch (format.encoding()) {
                case ULAW -> output.put(G711.linearToUlaw(samples[i]));
                case ALAW -> output.put(G711.linearToAlaw(samples[i]));
                case LINEAR16 -> output.putShort(samples[i]);
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AudioDecoders.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ulaw", "alaw"})
    void encodesEverySampleAsTheVectorsDo(String law) throws Exception {
        short[] all = new short[65_536];
        for (int i = 0; i < all.length; i++) {
            all[i] = (short) (i - 32_768);
        }
        MediaFormat format = law.equals("ulaw") ? MediaFormat.ULAW_8000 : MediaFormat.ALAW_8000;
        byte[] expected = resource(law + "-encode-g191.bin");
        byte[] sent = packets(format, 20, OutputFormat.PCM_8000, TestAudio.bytes(all), 1);
        assertThat(Arrays.copyOf(sent, 65_536)).isEqualTo(expected);
    }

    @Test
    void passesLittleEndianSamplesThroughAndSwapsThemForBigEndian() throws Exception {
        byte[] speech = TestAudio.bytes(TestAudio.ramp(1600));
        byte[] odd = Arrays.copyOf(speech, speech.length - 1);
        byte[] expected = Arrays.copyOf(speech, speech.length);
        expected[expected.length - 2] = 0;
        expected[expected.length - 1] = 0;
        MediaFormat little = MediaFormat.linear16(16_000, ByteOrder.LITTLE_ENDIAN);
        assertThat(LegFormats.isPassedThrough(OutputFormat.PCM_16000, little)).isTrue();
        assertThat(packets(little, 20, OutputFormat.PCM_16000, odd, 7)).isEqualTo(expected);

        byte[] swapped =
                packets(MediaFormat.linear16(16_000, ByteOrder.BIG_ENDIAN), 20, OutputFormat.PCM_16000, speech, 7);
        for (int i = 0; i < swapped.length; i += 2) {
            byte first = swapped[i];
            swapped[i] = swapped[i + 1];
            swapped[i + 1] = first;
        }
        assertThat(swapped).isEqualTo(speech);
    }

    @Test
    void decodesOtherLawsAndRates() {
        List<OutputFormat> decoded = List.of(OutputFormat.ALAW_8000, OutputFormat.PCM_8000, OutputFormat.MP3_22050_32);
        assertThat(decoded).noneMatch(format -> LegFormats.isPassedThrough(format, MediaFormat.ULAW_8000));
    }
}
