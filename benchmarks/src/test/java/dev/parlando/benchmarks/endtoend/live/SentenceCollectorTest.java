package dev.parlando.benchmarks.endtoend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceCollectorTest {
    private final SentenceCollector collector = new SentenceCollector();

    @Test
    void completesSentenceWithTheTokenOfItsMark() {
        List<String> sentences = new ArrayList<>();
        for (String token : List.of("It", " rains", ".", " Does it", "?", " Yes")) {
            collector.add(token).ifPresent(sentences::add);
        }

        assertThat(sentences).containsExactly("It rains.", "Does it?");
        assertThat(collector.rest()).contains("Yes");
    }

    @Test
    void hasNoBlankRest() {
        collector.add("Done.");
        collector.add(" ");

        assertThat(collector.rest()).isEmpty();
    }
}
