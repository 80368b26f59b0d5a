package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import dev.parlando.transcript.TimedWord;
import dev.parlando.transcript.Transcript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares character times with the text, with the audio, and with each other. */
class TimestampedSpeechTest {
    private static final String TEXT =
            "Away, away! It was \u20ac5 \u2014 no, 12. <b>All</b> d\u00e9j\u00e0 vu \ud83c\udf89";
    private static final FreeTtsSynthesizer SPEAKER = new FreeTtsSynthesizer();
    private static final OfflineFormats FORMATS = new OfflineFormats();

    @Property(tries = 150, seed = "7")
    void alignsEveryCodePoint(@ForAll("texts") String text) {
        byte[] audio = audio(call(text, "pcm_8000", SpeechEndpoint.STREAM));
        TimestampedLine whole =
                lines(call(text, "pcm_8000", SpeechEndpoint.TIMED_FILE)).get(0);
        Alignment sent = whole.alignment("alignment");
        double lengthMillis = audio.length / 16.0;
        assertThat(whole.audio()).isEqualTo(audio);
        assertThat(sent == null ? "" : sent.text()).isEqualTo(text);
        assertOrderedTimes(sent, lengthMillis);
        assertOrderedTimes(whole.alignment("normalized_alignment"), lengthMillis);
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> parts = List.of(
                "Hello",
                "don't",
                "$3.50",
                "1999",
                "U.S.",
                "well-known",
                "a/b",
                "x@y.com",
                "50%",
                "-",
                "--",
                "(\"so\")",
                " ",
                "\n",
                ", ",
                ". ",
                "? ",
                "...",
                "\u2026",
                "caf\u00e9",
                "e\u0301",
                "\ud83c\udf89",
                "\u00bd",
                "\u00df",
                "\u20ac",
                "\u2014",
                "\u65e5\u672c",
                "<break time=\"1s\" />",
                "[laughs]",
                "[",
                "<",
                "'",
                "_",
                "&",
                "=",
                "A",
                "3rd",
                "5:30pm",
                "\ufb01sh",
                "II",
                "word ".repeat(60),
                "a".repeat(230));
        return Arbitraries.of(parts).list().ofMaxSize(12).map(list -> String.join("", list));
    }

    /** Verifies that the times cover the whole audio and never decrease. */
    private static void assertOrderedTimes(@Nullable Alignment alignment, double lengthMillis) {
        double now = 0;
        for (int i = 0; alignment != null && i < alignment.size(); i++) {
            assertThat(alignment.startMillis(i)).isGreaterThanOrEqualTo(now);
            assertThat(alignment.endMillis(i)).isGreaterThanOrEqualTo(alignment.startMillis(i));
            now = alignment.endMillis(i);
        }
        if (alignment != null) {
            assertThat(now).isCloseTo(lengthMillis, offset(0.7));
        }
    }

    @ParameterizedTest
    @MethodSource("streamedFormats")
    void returnsSameTimingsAsStreamAndFile(OutputFormat format) {
        List<TimestampedLine> stream = lines(call(TEXT, format.value(), SpeechEndpoint.TIMED_STREAM));
        TimestampedLine file =
                lines(call(TEXT, format.value(), SpeechEndpoint.TIMED_FILE)).get(0);
        byte[] audio = audio(call(TEXT, format.value(), SpeechEndpoint.STREAM));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        stream.forEach(line -> joined.writeBytes(line.audio()));
        assertThat(joined.toByteArray()).isEqualTo(audio);
        assertThat(file.audio()).isEqualTo(audio);
        assertThat(stream).hasSizeGreaterThan(30).allMatch(line -> line.audio().length > 0);
        for (String name : List.of("alignment", "normalized_alignment")) {
            assertThat(times(stream.stream().map(line -> line.alignment(name))))
                    .isEqualTo(times(Stream.of(file.alignment(name))));
        }
    }

    static Stream<OutputFormat> streamedFormats() {
        return OutputFormat.documented().stream().filter(OutputFormat::isStreamed);
    }

    @Test
    void returnsNormalizedTextAsSpoken() {
        TimestampedLine file =
                lines(call(TEXT, "pcm_8000", SpeechEndpoint.TIMED_FILE)).get(0);
        assertThat(Objects.requireNonNull(file.alignment("normalized_alignment"))
                        .text())
                .isEqualTo("Away, away! It was euros five , no, twelve. All deja vu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_16000", "pcm_44100", "mp3_44100_128", "ulaw_8000"})
    void sendsCharactersWithOrShortlyBeforeAudio(String name) {
        OutputFormat format = OutputFormat.parse(name);
        double bytesPerMilli = format.bitrateKbps() > 0
                ? format.bitrateKbps() / 8.0
                : bytesPerSample(name) * format.sampleRateHz() / 1e3;
        double heardMillis = 0;
        for (TimestampedLine line : lines(call(TEXT, name, SpeechEndpoint.TIMED_STREAM))) {
            for (Alignment alignment : present(line.timing())) {
                assertThat(alignment.startMillis(0)).as("late").isGreaterThan(heardMillis - 2);
                assertThat(alignment.startMillis(alignment.size() - 1))
                        .as("early")
                        .isLessThan(heardMillis + 250);
            }
            heardMillis += line.audio().length / bytesPerMilli;
        }
    }

    private static int bytesPerSample(String name) {
        return name.startsWith("pcm") ? 2 : 1;
    }

    private static List<Alignment> present(SpeechTiming timing) {
        return Stream.of(timing.alignment(), timing.normalizedAlignment())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Each of these words begins and ends with a phone that is loud immediately. */
    @ParameterizedTest
    @CsvSource({"pcm_16000, 1, 0", "pcm_8000, 0.7, 1", "pcm_44100, 1.2, 2", "pcm_24000, 1, 3", "pcm_22050, 1, 4"})
    void alignsWordsWithAudibleSpeech(String format, double speed, int voice) {
        String text = "Away, winning, mama. Lola, Roma! One";
        ValidatedSpeechRequest call = call(
                text,
                format,
                SpeechEndpoint.TIMED_FILE,
                speed,
                new VoiceCatalog().all().get(voice));
        TimestampedLine file = lines(call).get(0);
        Transcript transcript = new Transcript();
        transcript.add(file.timing());
        transcript.complete();
        List<TimedWord> words = transcript.words();
        assertThat(words).hasSize(6);
        for (int i = 0; i + 1 < words.size(); i++) {
            Pcm sound = new Pcm(file.audio(), call.format().sampleRateHz());
            double silenceMillis = words.get(i + 1).startMillis() - words.get(i).endMillis();
            assertThat(silenceMillis).as("the pause that a comma makes").isGreaterThan(120 / speed);
            double pause = sound.loudness(
                    words.get(i).endMillis() + 30, words.get(i + 1).startMillis() - 30);
            double begin = sound.loudness(
                    words.get(i + 1).startMillis(), words.get(i + 1).startMillis() + 40);
            double end =
                    sound.loudness(words.get(i).endMillis() - 80, words.get(i).endMillis());
            assertThat(begin).as(words.get(i + 1).text()).isGreaterThan(5 * pause);
            assertThat(end).as(words.get(i).text()).isGreaterThan(3 * pause);
        }
    }

    /** PCM samples with a loudness measurement. */
    private record Pcm(ByteBuffer samples, int rateHz) {
        Pcm(byte[] bytes, int rateHz) {
            this(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), rateHz);
        }

        double loudness(double fromMillis, double toMillis) {
            double energy = 0;
            int from = (int) (fromMillis * rateHz / 1000);
            int to = (int) (toMillis * rateHz / 1000);
            for (int i = from; i < to; i++) {
                energy += Math.pow(samples.getShort(2 * i), 2);
            }
            return Math.sqrt(energy / (to - from));
        }
    }

    @Test
    void derivesChunkEndTimesFromAudioDuration() {
        for (SpeechEndpoint delivery : SpeechEndpoint.values()) {
            BodySource source = call(TEXT, "opus_48000_64", delivery).openBody(FORMATS);
            double until = 0;
            for (BodyChunk piece = source.next(SPEAKER); piece != null; piece = source.next(SPEAKER)) {
                assertThat(piece.endSeconds()).isGreaterThanOrEqualTo(until);
                until = piece.bytes().length == 0 ? until : piece.endSeconds();
            }
            double seconds = audio(call(TEXT, "pcm_16000", SpeechEndpoint.STREAM)).length / 32_000.0;
            assertThat(until).as(delivery.pathSuffix()).isCloseTo(seconds, offset(0.001));
            source.close();
        }
    }

    private static ValidatedSpeechRequest call(String text, String format, SpeechEndpoint delivery) {
        return call(text, format, delivery, 1, new VoiceCatalog().standard());
    }

    private static ValidatedSpeechRequest call(
            String text, String format, SpeechEndpoint delivery, double speed, OfflineVoice voice) {
        OfflineModel model = new ModelCatalog().find(ModelCatalog.DEFAULT_ID).orElseThrow();
        return new ValidatedSpeechRequest(voice, model, OutputFormat.parse(format), text, speed, true, delivery);
    }

    private static List<TimestampedLine> lines(ValidatedSpeechRequest call) {
        List<TimestampedLine> lines = new ArrayList<>();
        for (String line : new String(audio(call), StandardCharsets.UTF_8).split("\n", 0)) {
            lines.add(TimestampedLine.read(line));
        }
        return lines;
    }

    /** Returns the bytes of the response, and verifies that its announced length is correct. */
    private static byte[] audio(ValidatedSpeechRequest call) {
        BodySource source = call.openBody(FORMATS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (BodyChunk piece = source.next(SPEAKER); piece != null; piece = source.next(SPEAKER)) {
            if (piece.bytes().length > 0) {
                all.writeBytes(piece.bytes());
                source.lengthBytes().ifPresent(length -> assertThat(length).isGreaterThanOrEqualTo(all.size()));
            }
        }
        source.lengthBytes().ifPresent(length -> assertThat(length).isEqualTo(all.size()));
        source.close();
        return all.toByteArray();
    }

    private static String times(Stream<? extends @Nullable Alignment> alignments) {
        StringBuilder times = new StringBuilder();
        alignments.filter(Objects::nonNull).forEach(alignment -> {
            for (int i = 0; i < alignment.size(); i++) {
                times.append(alignment.character(i))
                        .append(alignment.startMillis(i))
                        .append('-');
                times.append(alignment.endMillis(i)).append(' ');
            }
        });
        return times.toString();
    }
}
