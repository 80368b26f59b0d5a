package dev.parlando.offline.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.SampleBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses the encoded bytes frame by frame, and decodes them with another library. */
class Mp3EncoderTest {
    private static final int SECONDS = 2;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mp3_22050_32",
                "mp3_24000_48",
                "mp3_44100_32",
                "mp3_44100_64",
                "mp3_44100_96",
                "mp3_44100_128",
                "mp3_44100_192"
            })
    void writesTagAndFramesOfConstantRate(String name) {
        OutputFormat format = OutputFormat.parse(name);
        byte[] encoded = encodeTone(format);
        List<Integer> frames = frameOffsets(encoded, format);
        double samplesPerFrame = format.sampleRateHz() >= 32_000 ? 1152 : 576;
        double expected = SECONDS * format.sampleRateHz() / samplesPerFrame;
        assertThat((double) frames.size()).isBetween(expected, expected + 4);
        byte[] first = Arrays.copyOfRange(encoded, frames.get(0) + 4, frames.get(1));
        assertThat(first).as("empty frame in place of an Info frame").isNotEqualTo(new byte[first.length]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3_22050_32", "mp3_24000_48", "mp3_44100_32", "mp3_44100_128"})
    void preservesTone(String name) throws Exception {
        OutputFormat format = OutputFormat.parse(name);
        List<Short> decoded = decode(encodeTone(format), format);
        double energy = 0;
        double match = 0;
        double matchQuarter = 0;
        for (int i = decoded.size() / 4; i < decoded.size() * 3 / 4; i++) {
            double angle = 2 * Math.PI * 440 * i / format.sampleRateHz();
            energy += Math.pow(decoded.get(i), 2);
            match += decoded.get(i) * Math.sin(angle);
            matchQuarter += decoded.get(i) * Math.cos(angle);
        }
        double toneEnergy = 2 * (match * match + matchQuarter * matchQuarter) / (decoded.size() / 2.0);
        assertThat(toneEnergy / energy).isGreaterThan(0.99);
    }

    @Test
    void writesWellFormedTag() {
        byte[] encoded = encodeTone(OutputFormat.MP3_44100_128);
        assertThat(encoded).startsWith('I', 'D', '3', 4, 0, 0);
        assertThat(new String(encoded, 10, 4, StandardCharsets.US_ASCII)).isEqualTo("TSSE");
        assertThat(10 + encoded[9]).isEqualTo(tagBytes(encoded));
        assertThat(20 + encoded[17]).isEqualTo(tagBytes(encoded));
    }

    @Test
    void producesSameBytesForAnyBlockSize() {
        short[] tone = tone(44_100);
        Mp3Encoder whole = new Mp3Encoder(44_100, 64);
        Mp3Encoder pieces = new Mp3Encoder(44_100, 64);
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        one.writeBytes(whole.encode(tone, tone.length));
        one.writeBytes(whole.finish());
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        for (int from = 0; from < tone.length; from += 700) {
            int to = Math.min(tone.length, from + 700);
            other.writeBytes(pieces.encode(Arrays.copyOfRange(tone, from, to), to - from));
        }
        other.writeBytes(pieces.finish());
        assertThat(other.toByteArray()).isEqualTo(one.toByteArray());
    }

    private static byte[] encodeTone(OutputFormat format) {
        short[] tone = tone(format.sampleRateHz());
        AudioEncoder encoder = AudioEncoder.of(format);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(encoder.encode(tone, tone.length));
        encoded.writeBytes(encoder.finish());
        return encoded.toByteArray();
    }

    private static short[] tone(int rateHz) {
        short[] tone = new short[SECONDS * rateHz];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rateHz));
        }
        return tone;
    }

    private static int tagBytes(byte[] encoded) {
        int at = 0;
        while ((encoded[at] & 0xff) != 0xff) {
            at++;
        }
        return at;
    }

    /** Walks from header to header. Fails if a header is not at the offset given by the size of the previous frame. */
    private static List<Integer> frameOffsets(byte[] encoded, OutputFormat format) {
        int[] mpeg1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
        int[] mpeg2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
        boolean isMpeg1 = format.sampleRateHz() >= 32_000;
        int[] rates = isMpeg1 ? new int[] {44_100, 48_000, 32_000} : new int[] {22_050, 24_000, 16_000};
        List<Integer> offsets = new ArrayList<>();
        int at = tagBytes(encoded);
        while (at < encoded.length) {
            int header = ByteBuffer.wrap(encoded, at, 4).getInt();
            assertThat(header >>> 21).as("sync at %d", at).isEqualTo(0x7ff);
            int kbps = (isMpeg1 ? mpeg1 : mpeg2)[(header >>> 12) & 0xf];
            int rateHz = rates[(header >>> 10) & 3];
            assertThat(header >>> 19 & 3).as("version").isEqualTo(isMpeg1 ? 3 : 2);
            assertThat(rateHz).isEqualTo(format.sampleRateHz());
            assertThat(kbps).isEqualTo(format.bitrateKbps());
            assertThat(header >>> 6 & 3).as("mono").isEqualTo(3);
            offsets.add(at);
            at += (isMpeg1 ? 144_000 : 72_000) * kbps / rateHz + (header >>> 9 & 1);
        }
        assertThat(at).as("end of the last frame").isEqualTo(encoded.length);
        return offsets;
    }

    private static List<Short> decode(byte[] encoded, OutputFormat format) throws Exception {
        Bitstream bitstream = new Bitstream(new ByteArrayInputStream(encoded));
        Decoder decoder = new Decoder();
        List<Short> samples = new ArrayList<>();
        for (Header header = bitstream.readFrame(); header != null; header = bitstream.readFrame()) {
            SampleBuffer buffer = (SampleBuffer) decoder.decodeFrame(header, bitstream);
            assertThat(buffer.getSampleFrequency()).isEqualTo(format.sampleRateHz());
            for (int i = 0; i < buffer.getBufferLength(); i++) {
                samples.add(buffer.getBuffer()[i]);
            }
            bitstream.closeFrame();
        }
        return samples;
    }
}
