package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.CommandProcess.Result;
import dev.parlando.fault.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code say} with captions and parses the caption files. */
@Execution(ExecutionMode.CONCURRENT)
class SayCaptionsTest {
    private static final String TEXT =
            "This is the first sentence, which is rather long and needs two lines to be shown."
                    + " Tom & Jerry came next. They left in the year 1999.";
    private static final Pattern TIME = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)[.,](\\d{3})");

    @ParameterizedTest
    @CsvSource({
        "--out x.wav, x.srt",
        "--out x.mp3, x.vtt",
        "--format opus_48000_32 --out x.opus, x.SRT",
        "--device none, x.vtt"
    })
    void writesCaptionsMatchingAudio(String target, String file, @TempDir Path folder) throws IOException {
        String[] arguments = ("say TEXT --json --captions " + file + " " + target).split(" ", -1);
        arguments[1] = TEXT;
        Result result = CommandProcess.in(folder).run(arguments);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.errLines()).hasSize(1); // The line states that the offline server is used.
        String captions = Files.readString(folder.resolve(file));
        assertThat(captions).startsWith(file.endsWith(".vtt") ? "WEBVTT\n\n" : "1\n00:00:0");
        assertThat(shown(captions)).isEqualTo(TEXT);
        List<Long> times =
                TIME.matcher(captions).results().map(SayCaptionsTest::millis).toList();
        assertThat(times).hasSizeGreaterThanOrEqualTo(6).isSorted();
        long lastMillis = times.get(times.size() - 1);
        if (!target.contains("opus")) {
            long soundMillis = (long) result.json().get("audio_ms").asDouble();
            assertThat(lastMillis).isBetween(soundMillis - 1000, soundMillis + 100);
        }
        assertThat(CommandProcess.filesIn(folder)).hasSize(target.contains("--out") ? 2 : 1);
    }

    /** The second line of the response starts again, contains tags, and has no times for its last words. */
    private static byte[] unusualResponse() {
        String audio = Base64.getEncoder().encodeToString(new byte[48_000]);
        return (line(audio, "Hello wor", 0.05)
                        + line(audio, "Hello world <break /> [sighs] yes " + "no ".repeat(40), 0.05))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String audio, String text, double secondsPerCharacter) {
        List<String> characters = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            characters.add('"' + text.substring(i, i + 1) + '"');
            starts.add(Math.min(34, i) * secondsPerCharacter);
            ends.add(Math.min(34, i + 1) * secondsPerCharacter);
        }
        return "{\"audio_base64\":\"" + audio + "\",\"alignment\":{\"characters\":" + characters
                + ",\"character_start_times_seconds\":" + starts + ",\"character_end_times_seconds\":" + ends + "}}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.wav", "x.pcm"})
    void writesReadableCaptionsForUnusualAlignments(String out, @TempDir Path folder) throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start(stream -> stream.audio("application/json").end(unusualResponse()))) {
            Result result = CommandProcess.in(folder)
                    .with("ELEVENLABS_API_KEY", "sk_0123456789abcdef0123456789abcdef")
                    .run(
                            "say",
                            "Hello",
                            "--voice",
                            "voice1",
                            "--format",
                            "pcm_24000",
                            "--out",
                            out,
                            "--captions",
                            "x.vtt",
                            "--base-url",
                            server.baseUrl().toString());
            assertThat(result.exitCode()).as(result.err()).isZero();
        }
        String captions = Files.readString(folder.resolve("x.vtt"));
        assertThat(shown(captions))
                .isEqualTo("Hello world yes " + "no ".repeat(40).strip());
        List<Long> times =
                TIME.matcher(captions).results().map(SayCaptionsTest::millis).toList();
        assertThat(times).isSorted();
        for (int i = 0; i < times.size(); i += 2) {
            assertThat(times.get(i + 1) - times.get(i)).isGreaterThanOrEqualTo(1000);
        }
    }

    private static String shown(String captions) {
        List<String> lines = captions.lines()
                .filter(line -> !line.isEmpty() && !line.equals("WEBVTT") && !line.contains(" --> "))
                .filter(line -> !line.matches("\\d+"))
                .toList();
        return String.join(" ", lines).replace("&amp;", "&");
    }

    private static long millis(MatchResult time) {
        long minutes = 60 * Long.parseLong(time.group(1)) + Long.parseLong(time.group(2));
        return 1000 * (60 * minutes + Long.parseLong(time.group(3))) + Long.parseLong(time.group(4));
    }
}
