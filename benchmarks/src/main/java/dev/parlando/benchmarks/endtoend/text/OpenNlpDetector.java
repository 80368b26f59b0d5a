package dev.parlando.benchmarks.endtoend.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Locale;
import java.util.Objects;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.util.Span;

/** The maximum-entropy detector of OpenNLP, with the model that its project trained on a UD treebank. */
final class OpenNlpDetector implements SentenceDetector {
    private final SentenceDetectorME detector;

    OpenNlpDetector(Locale language) throws IOException {
        String model = language.equals(Locale.GERMAN)
                ? "opennlp-de-ud-gsd-sentence-1.3-2.5.4.bin"
                : "opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin";
        try (InputStream file = OpenNlpDetector.class.getClassLoader().getResourceAsStream(model)) {
            detector = new SentenceDetectorME(new SentenceModel(Objects.requireNonNull(file, model)));
        }
    }

    @Override
    public String name() {
        return "OpenNLP";
    }

    @Override
    public BitSet boundaries(String text) {
        BitSet boundaries = new BitSet();
        for (Span sentence : detector.sentPosDetect(text)) {
            if (sentence.getStart() > 0) {
                boundaries.set(sentence.getStart());
            }
        }
        return boundaries;
    }
}
