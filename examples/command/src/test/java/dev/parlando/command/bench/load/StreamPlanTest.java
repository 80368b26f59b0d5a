package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPlanTest {
    private final PromptSet prompts = new PromptSet("two", List.of("One.", "Two 🙂"));

    @Test
    void alternatesGroupsWithSameTexts() {
        StreamPlan plan = new StreamPlan(prompts);
        plan.addRegion(0, "here", List.of(OutputFormat.PCM_16000, OutputFormat.ULAW_8000), List.of("m"), List.of("v"));
        plan.addRegion(1, "there", List.of(OutputFormat.PCM_16000), List.of("m"), List.of("w"));
        assertThat(plan.streams(0, 7, 4))
                .extracting(stream -> stream.index() + " " + stream.region() + " "
                        + stream.group().textFormat() + " " + stream.group().region() + " "
                        + stream.request().voiceId() + " " + stream.request().text())
                .containsExactly(
                        "0 0 pcm_16000 here v One.",
                        "1 0 ulaw_8000 here v One.",
                        "2 1 pcm_16000 there w One.",
                        "3 0 pcm_16000 here v Two 🙂",
                        "4 0 ulaw_8000 here v Two 🙂",
                        "5 1 pcm_16000 there w Two 🙂",
                        "6 0 pcm_16000 here v One.");
    }

    @Test
    void eachLevelSpeaksTheSameTexts() {
        StreamPlan plan = new StreamPlan(prompts);
        plan.addRegion(0, "here", List.of(OutputFormat.PCM_16000), List.of("m"), List.of("v"));
        List<PlannedStream> first = plan.streams(0, 3, 1);
        List<PlannedStream> second = plan.streams(3, 3, 8);
        assertThat(second).extracting(PlannedStream::index).containsExactly(3, 4, 5);
        assertThat(second).extracting(stream -> stream.group().concurrency()).containsOnly(8);
        assertThat(second)
                .extracting(PlannedStream::text)
                .isEqualTo(first.stream().map(PlannedStream::text).toList());
    }

    @Test
    void countsCharactersThatAreSent() {
        StreamPlan plan = new StreamPlan(prompts);
        plan.addRegion(0, "here", List.of(OutputFormat.PCM_16000), List.of("m", "n"), List.of("v"));
        assertThat(StreamPlan.characters(prompts, 2, 5))
                .isEqualTo(4 + 4 + 5 + 5 + 4)
                .isEqualTo(plan.streams(0, 5, 4).stream()
                        .mapToInt(PlannedStream::characters)
                        .sum());
    }
}
