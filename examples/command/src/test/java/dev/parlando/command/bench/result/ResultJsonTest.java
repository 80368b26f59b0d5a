package dev.parlando.command.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.command.console.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultJsonTest {
    private static final BenchResult RESULT = new BenchResult(
            BenchSamples.conditions(),
            List.of(
                    BenchSamples.completed(0, BenchSamples.MP3, 1234),
                    BenchSamples.failed(1, BenchSamples.PCM, "capacity", "no room")));

    @Test
    void readsWrittenResult() {
        assertThat(ResultJson.parse(ResultJson.toJson(RESULT), "a.json")).isEqualTo(RESULT);
    }

    @Test
    void readsFile(@TempDir Path folder) throws Exception {
        ResultFiles.write(RESULT, folder);
        assertThat(ResultJson.read(folder.resolve("result.json"))).isEqualTo(RESULT);
    }

    @Test
    void namesAreRecordComponents() {
        assertThat(ResultJson.toJson(RESULT))
                .startsWith(
                        "{\"format\":\"parlando-bench/2\",\"conditions\":{\"command\":\"parlando bench --requests 2\",")
                .contains(
                        "\"startedAt\":\"2026-11-30T12:00:00.123456789Z\"", "\"stages\":{\"QUEUE\":100,\"REQUEST\":50,")
                .contains("\"ttfbMicros\":1634", "\"earMicros\":null")
                .doesNotContain("completed\":");
    }

    @Test
    void ignoresUnknownMembers() {
        String json = ResultJson.toJson(RESULT).replace("{\"format\"", "{\"later\":[1],\"format\"");
        assertThat(ResultJson.parse(json, "a.json")).isEqualTo(RESULT);
    }

    @Test
    void rejectsOtherFormat() {
        rejects(
                ResultJson.toJson(RESULT).replace("parlando-bench/2", "parlando-bench/3"),
                "a.json is not a result of parlando bench: its format is 'parlando-bench/3', not parlando-bench/2");
        rejects("[]", "a.json is not a result of parlando bench: its format is '', not parlando-bench/2");
    }

    @Test
    void rejectsUnknownStage() {
        assertThatThrownBy(
                        () -> ResultJson.parse(ResultJson.toJson(RESULT).replace("\"QUEUE\"", "\"LOBBY\""), "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("a.json is not a result of parlando bench: BenchResult[streams]")
                .hasMessageContaining("\"LOBBY\"");
    }

    @Test
    void rejectsStagesThatDoNotAddUp() {
        assertThatThrownBy(() -> ResultJson.parse(
                        ResultJson.toJson(RESULT).replace("\"ttfbMicros\":1634", "\"ttfbMicros\":1635"), "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("stream 0: the stages up to 'first byte' sum to 1634 µs, but ttfbMicros is 1635");
    }

    @Test
    void rejectsMissingMember() {
        assertThatThrownBy(() ->
                        ResultJson.parse(ResultJson.toJson(RESULT).replace("\"underruns\":0", "\"x\":0"), "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("underruns");
    }

    @Test
    void rejectsInvalidTimeAndText() {
        assertThatThrownBy(() -> ResultJson.parse(
                        ResultJson.toJson(RESULT).replace("2026-11-30T12:00:00.123456789Z", "noon"), "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("'noon' is not a time in UTC");
        assertThatThrownBy(() -> ResultJson.parse("{", "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("it is not JSON");
    }

    @Test
    void reportsMissingFile(@TempDir Path folder) {
        Path missing = folder.resolve("b.json");
        assertThatThrownBy(() -> ResultJson.read(missing))
                .isInstanceOf(CommandException.class)
                .hasMessage("there is no file " + missing);
        assertThatThrownBy(() -> ResultJson.read(Files.createDirectory(folder.resolve("c"))))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot read ");
    }

    private static void rejects(String json, String message) {
        assertThatThrownBy(() -> ResultJson.parse(json, "a.json"))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }
}
