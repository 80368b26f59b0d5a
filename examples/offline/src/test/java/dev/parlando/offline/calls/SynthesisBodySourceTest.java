package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.parlando.offline.encode.OfflineWavHeader;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.offline.synthesis.Sentence;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.synthesis.SynthesisBodySource;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynthesisBodySourceTest {
    private static final List<Sentence> TWO =
            SpeakableText.sentences("The first move sets it in motion. Then it goes on.");

    private final OfflineFormats formats = new OfflineFormats();
    private final VoiceCatalog voices = new VoiceCatalog();
    private final FreeTtsSynthesizer speaker = new FreeTtsSynthesizer();

    @ParameterizedTest
    @ValueSource(ints = {8_000, 22_050, 24_000, 32_000, 44_100, 48_000})
    void hasSameDurationAtEverySampleRate(int rateHz) {
        double seconds = speak(TWO, voices.standard(), 1, "pcm_" + rateHz).length / 2.0 / rateHz;
        double reference = speak(TWO, voices.standard(), 1, "pcm_16000").length / 2.0 / 16_000;
        assertThat(seconds).isCloseTo(reference, offset(0.001));
        assertThat(reference).isBetween(2.0, 6.0);
    }

    @ParameterizedTest
    @CsvSource({"0.7, 1.3, 1.5", "1.2, 0.8, 0.87"})
    void scalesDurationWithSpeed(double speed, double least, double most) {
        double normal = speak(TWO, voices.standard(), 1, "pcm_16000").length;
        double changed = speak(TWO, voices.standard(), speed, "pcm_16000").length;
        assertThat(changed / normal).isBetween(least, most);
    }

    @Test
    void producesDifferentAudioPerVoice() {
        List<byte[]> spoken = voices.all().stream()
                .map(voice -> speak(TWO, voice, 1, "pcm_16000"))
                .toList();
        for (byte[] one : spoken) {
            assertThat(peak(one)).isGreaterThan(5_000);
            assertThat(spoken.stream().filter(other -> Arrays.equals(one, other)))
                    .hasSize(1);
        }
    }

    @Test
    void producesSameAudioForSameText() {
        byte[] first = speak(TWO, voices.standard(), 1, "mp3_44100_64");
        speak(TWO, voices.all().get(2), 1.1, "pcm_16000");
        assertThat(speak(TWO, voices.standard(), 1, "mp3_44100_64")).isEqualTo(first);
    }

    @Test
    void producesShortSilenceForEmptyText() {
        byte[] silence = speak(List.of(), voices.standard(), 1, "pcm_24000");
        assertThat(silence).hasSize(2 * 24_000 / 5).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"ulaw_8000, 1", "alaw_8000, 1", "pcm_8000, 2"})
    void producesFixedSampleSizeForTelephoneFormats(String format, int bytesPerSample) {
        byte[] narrow = speak(TWO, voices.standard(), 1, format);
        byte[] wide = speak(TWO, voices.standard(), 1, "pcm_16000");
        assertThat(narrow.length / bytesPerSample).isEqualTo(wide.length / 4);
    }

    @Test
    void startsWithChunkOfOneHundredMillis() {
        SynthesisBodySource source = source(TWO, voices.standard(), 1, "pcm_16000");
        byte[] first = Objects.requireNonNull(source.next(speaker)).bytes();
        assertThat(first).hasSize(2 * 16_000 / 10);
    }

    @Test
    void reportsLengthOfBufferedWavFile() {
        BufferedBodySource file =
                new BufferedBodySource(source(TWO, voices.standard(), 1, "wav_24000"), OutputFormat.WAV_24000);
        byte[] bytes = drain(file);
        assertThat(file.lengthBytes()).hasValue(bytes.length);
        byte[] raw = speak(TWO, voices.standard(), 1, "pcm_24000");
        assertThat(bytes)
                .startsWith(OfflineWavHeader.of(24_000, raw.length))
                .endsWith(raw)
                .hasSize(78 + raw.length);
        file.close();
    }

    private byte[] speak(List<Sentence> sentences, OfflineVoice voice, double speed, String format) {
        return drain(source(sentences, voice, speed, format));
    }

    private SynthesisBodySource source(List<Sentence> sentences, OfflineVoice voice, double speed, String name) {
        OutputFormat format = OutputFormat.parse(name);
        return new SynthesisBodySource(
                sentences, voice, speed, formats.filter(voice, format), format, SynthesisBodySource.Listener.NONE);
    }

    private byte[] drain(BodySource source) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (BodyChunk piece = source.next(speaker); piece != null; piece = source.next(speaker)) {
            all.writeBytes(piece.bytes());
        }
        return all.toByteArray();
    }

    private static int peak(byte[] pcm) {
        ByteBuffer samples = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        int peak = 0;
        while (samples.hasRemaining()) {
            peak = Math.max(peak, Math.abs(samples.getShort()));
        }
        return peak;
    }
}
