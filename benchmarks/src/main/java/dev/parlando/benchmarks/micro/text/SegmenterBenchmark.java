package dev.parlando.benchmarks.micro.text;

import dev.parlando.text.FirstSegment;
import dev.parlando.text.Segmenter;
import dev.parlando.text.SegmenterSettings;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of dividing a text of about 2,000 characters into sentences. The first baseline is the JDK's sentence
 * iterator over the whole text. The second one reads the text since the last boundary again for each token, as a stream
 * requires it of that iterator.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SegmenterBenchmark {
    /** The number of sentences of the text. */
    static final int SENTENCES = 32;

    private static final String PARAGRAPH = "The ferry leaves the harbour at a quarter past seven. "
            + "Is there enough time for breakfast before that? "
            + "Bring 2.5 litres of water, a warm coat, and the map of the islands! "
            + "On the way back, the captain stops at the old lighthouse for half an hour. ";
    private static final SegmenterSettings SETTINGS = SegmenterSettings.DEFAULT
            .withLanguage(Locale.ENGLISH)
            .withFirstSegment(FirstSegment.SENTENCE)
            .withMinSpokenLength(0);

    @Param({"1", "4"})
    public int tokenCharacters = 4;

    private final String text = PARAGRAPH.repeat(SENTENCES / 4);
    private final BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    private List<String> tokens = List.of();

    @Setup
    public void setUp() {
        tokens = new ArrayList<>();
        for (int from = 0; from < text.length(); from += tokenCharacters) {
            tokens.add(text.substring(from, Math.min(text.length(), from + tokenCharacters)));
        }
    }

    /** Divides the tokens while they arrive. */
    @Benchmark
    public int segmenter() {
        Segmenter segmenter = new Segmenter(SETTINGS);
        int segments = 0;
        for (String token : tokens) {
            segmenter.append(token);
            if (segmenter.poll() != null) {
                segments++;
            }
        }
        segmenter.end();
        while (segmenter.poll() != null) {
            segments++;
        }
        return segments;
    }

    /** Divides the complete text with the JDK's iterator. */
    @Benchmark
    public int breakIterator() {
        iterator.setText(text);
        int sentences = 0;
        while (iterator.next() != BreakIterator.DONE) {
            sentences++;
        }
        return sentences;
    }

    /** Divides the tokens while they arrive, with the JDK's iterator. */
    @Benchmark
    public int breakIteratorPerToken() {
        StringBuilder rest = new StringBuilder();
        int sentences = 0;
        for (String token : tokens) {
            rest.append(token);
            iterator.setText(rest.toString());
            int boundary = iterator.next();
            if (boundary != BreakIterator.DONE && boundary < rest.length()) {
                rest.delete(0, boundary);
                sentences++;
            }
        }
        return rest.isEmpty() ? sentences : sentences + 1;
    }
}
