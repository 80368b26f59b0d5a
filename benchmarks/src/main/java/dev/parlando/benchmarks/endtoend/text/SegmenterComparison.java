package dev.parlando.benchmarks.endtoend.text;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A comparison of sentence detectors on a treebank, a file in the CoNLL-U format: precision, recall and F1 for complete
 * texts and for texts that arrive character by character. The last column is the mean number of characters after a
 * boundary that had to arrive before the detector reported it.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endtoend.text.SegmenterComparison \
 *     en en_ewt-ud-test.conllu
 * }</pre>
 */
public final class SegmenterComparison {
    private final PrintStream out;

    SegmenterComparison(PrintStream out) {
        this.out = out;
    }

    /** Runs the comparison; the arguments are the language and the file. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2 || !List.of("en", "de").contains(arguments[0])) {
            throw new IllegalArgumentException("arguments: language (en or de) and a file in the CoNLL-U format");
        }
        new SegmenterComparison(System.out).run(Locale.forLanguageTag(arguments[0]), Path.of(arguments[1]));
    }

    /** Prints the table of a file. */
    void run(Locale language, Path file) throws IOException {
        List<SentenceCorpus.Document> documents = SentenceCorpus.read(file);
        List<SentenceDetector> detectors = List.of(
                new SegmenterDetector(language),
                new SegmenterDetector(null),
                new IcuDetector(language),
                new OpenNlpDetector(language));
        out.println("| detector | precision | recall | F1 | F1 of a stream | characters until known |");
        out.println("|---|---|---|---|---|---|");
        for (SentenceDetector detector : detectors) {
            out.println(row(detector, documents));
        }
    }

    private static String row(SentenceDetector detector, List<SentenceCorpus.Document> documents) {
        BoundaryScore whole = scoreWhole(detector, documents);
        BoundaryScore stream = scoreStream(detector, documents);
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f | %.1f |",
                detector.name(),
                whole.precision(),
                whole.recall(),
                whole.f1(),
                stream.f1(),
                stream.meanLatency());
    }

    /** Compares the boundaries in complete texts. */
    static BoundaryScore scoreWhole(SentenceDetector detector, List<SentenceCorpus.Document> documents) {
        BoundaryScore score = new BoundaryScore();
        for (SentenceCorpus.Document document : documents) {
            score.add(document.boundaries(), detector.boundaries(document.text()));
        }
        return score;
    }

    /** Compares the boundaries in texts that arrive character by character. */
    static BoundaryScore scoreStream(SentenceDetector detector, List<SentenceCorpus.Document> documents) {
        BoundaryScore score = new BoundaryScore();
        for (SentenceCorpus.Document document : documents) {
            BitSet found = new BitSet();
            detector.stream(document.text()).forEach((boundary, characters) -> {
                found.set(boundary);
                if (document.boundaries().get(boundary)) {
                    score.addLatency(characters);
                }
            });
            score.add(document.boundaries(), found);
        }
        return score;
    }
}
