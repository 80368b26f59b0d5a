package dev.parlando.benchmarks.micro.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the measured methods divide the text into the same number of sentences. */
class SegmenterBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void findsEverySentence(int tokenCharacters) {
        SegmenterBenchmark benchmark = new SegmenterBenchmark();
        benchmark.tokenCharacters = tokenCharacters;
        benchmark.setUp();
        for (int pass = 0; pass < 2; pass++) {
            assertThat(benchmark.segmenter()).isEqualTo(SegmenterBenchmark.SENTENCES);
            assertThat(benchmark.breakIterator()).isEqualTo(SegmenterBenchmark.SENTENCES);
            assertThat(benchmark.breakIteratorPerToken()).isEqualTo(SegmenterBenchmark.SENTENCES);
        }
    }
}
