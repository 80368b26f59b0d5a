package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Speaks live and long texts with the engine and the offline server, and compares the text of their audio. */
@Timeout(600)
class LiveTextOfflineTest {
    private static final int CONCURRENT_STREAMS = 8;
    /** Length of a long text. Runs with 40,000 characters were made, too. */
    private static final int LONG_CHARACTERS = Integer.getInteger("live.longCharacters", 8_000);

    private static final String SPEECH_MODEL = "eleven_flash_v2_5";
    private static final String DIALOGUE_MODEL = "eleven_v3_conversational";
    private static final List<String> SENTENCES =
            List.of("Go on.", "Is it so?", "No!", "At 9 a.m. sharp.", "Yes, it is.", "We ask Dr. Lee.");

    private static OfflineEngine offline;
    private static SpeechEngine engine;

    @BeforeAll
    static void start() {
        offline = OfflineEngine.start();
        engine = offline.engine();
    }

    @AfterAll
    static void stop() {
        offline.close();
    }

    /** A handler that collects the text of the audio, and checks that its times never go back. */
    private static final class TextOfAudio implements ChunkHandler {
        private final StringBuilder text = new StringBuilder();
        private double lastMillis;
        private boolean goesBack;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            Alignment alignment = timing.alignment(); // Null for a piece of silence.
            for (int i = 0; alignment != null && i < alignment.size(); i++) {
                text.append(alignment.character(i));
                goesBack |= alignment.startMillis(i) < lastMillis - 1;
                lastMillis = alignment.startMillis(i);
            }
        }

        /** Returns the text without blanks, since the service leaves out those between requests. */
        String words() {
            return withoutBlanks(text.toString());
        }
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** A text that is being spoken. */
    private record Spoken(String written, TextOfAudio audio, SpeechStream stream) {
        void check() {
            long bytes = stream.join().bytes();
            assertThat(audio.words()).isEqualTo(withoutBlanks(written));
            assertThat(audio.goesBack).isFalse();
            assertThat(bytes / 16.0).isGreaterThanOrEqualTo(audio.lastMillis);
        }
    }

    private static LiveText textOver(LiveTransport transport) {
        boolean dialogue = transport == LiveTransport.DIALOGUE || transport == LiveTransport.SINGLE_DIALOGUE;
        return LiveText.of(
                SpeechRequest.template()
                        .outputFormat(OutputFormat.PCM_8000)
                        .model(dialogue ? DIALOGUE_MODEL : SPEECH_MODEL)
                        .build(),
                LiveTextSettings.DEFAULT.withTransport(transport));
    }

    private static Spoken speak(LiveTransport transport, Random random) {
        LiveText text = textOver(transport);
        TextOfAudio audio = new TextOfAudio();
        SpeechStream stream = engine.stream(text, audio, CallOptions.DEFAULT.withDeadline(Duration.ofMinutes(5)));
        String written = random.ints(1 + random.nextInt(3), 0, SENTENCES.size())
                .mapToObj(SENTENCES::get)
                .collect(Collectors.joining(" "));
        int at = 0;
        while (at < written.length()) {
            int end = Math.min(written.length(), at + 1 + random.nextInt(8));
            text.append(written.substring(at, end));
            if (random.nextInt(20) == 0) {
                text.flush();
            }
            at = end;
        }
        text.end();
        return new Spoken(written, audio, stream);
    }

    /** Waits until no stream runs and no permit is taken, which may be shortly after the end is reported. */
    private static void awaitIdle() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (engine.stats().runningStreams() > 0
                || engine.governor().snapshot(SPEECH_MODEL).inFlight() > 0) {
            assertThat(System.nanoTime()).as("a stream or permit is left").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"AUTO, 400", "HTTP, 400", "SINGLE_STREAM, 100", "DIALOGUE, 100", "SINGLE_DIALOGUE, 50"})
    void speaksExactlyTheTextOfRandomTokens(LiveTransport transport, int streams) {
        Random random = new Random(42);
        Deque<Spoken> running = new ArrayDeque<>();
        for (int i = 0; i < streams; i++) {
            running.add(speak(transport, random));
            if (running.size() == CONCURRENT_STREAMS) {
                running.remove().check();
            }
        }
        running.forEach(Spoken::check);
        awaitIdle();
    }

    @Test
    void continuesAfterInterruptionsOnOneSocket() {
        Random random = new Random(43);
        for (int i = 0; i < 60; i++) {
            LiveText text = textOver(LiveTransport.MULTI_STREAM);
            SpeechStream interrupted = engine.stream(text, chunk -> ChunkAction.CONTINUE);
            text.append("This sentence is interrupted by the listener. And so is");
            if (random.nextBoolean()) {
                interrupted
                        .response()
                        .toCompletableFuture()
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
            }
            interrupted.cancel();
            assertThat(interrupted.join().cancelled()).isTrue();
        }
        speak(LiveTransport.MULTI_STREAM, random).check();
        awaitIdle();
    }

    /** Returns a text without two equal sentences. */
    private static List<String> longText(int characters) {
        List<String> sentences = new ArrayList<>();
        int length = 0;
        for (int i = 1; length < characters; i++) {
            String sentence = "Sentence " + i + " of a long text, Dr. Lee, is at 9." + i + " here. ";
            sentences.add(sentence);
            length += sentence.length();
        }
        return sentences;
    }

    @ParameterizedTest
    @EnumSource(value = LiveTransport.class, names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void speaksEachCharacterOfALongTextOnce(LiveTransport transport) {
        List<String> sentences = longText(LONG_CHARACTERS);
        LiveText text = textOver(transport);
        TextOfAudio audio = new TextOfAudio();
        SpeechStream stream = engine.stream(text, audio);
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
            text.subscribeTo(publisher);
            sentences.forEach(publisher::submit); // Blocks while the text has no room.
        }
        new Spoken(String.join("", sentences), audio, stream).check();
        assertThat(text.report(Integer.MAX_VALUE).heard()).isEqualTo(String.join("", sentences));
    }

    @Test
    void speaksEachCharacterOfALongRequestOnce() {
        String written = String.join("", longText(LONG_CHARACTERS));
        TextOfAudio audio = new TextOfAudio();
        SpeechRequest request = SpeechRequest.builder(written)
                .outputFormat(OutputFormat.PCM_8000)
                .model("eleven_v3") // The one with the lowest limit.
                .timestamps(true)
                .build();
        new Spoken(written, audio, engine.stream(request, audio)).check();
    }
}
