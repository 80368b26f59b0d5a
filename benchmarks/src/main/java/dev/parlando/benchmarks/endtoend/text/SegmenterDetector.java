package dev.parlando.benchmarks.endtoend.text;

import dev.parlando.text.FirstSegment;
import dev.parlando.text.Segmenter;
import dev.parlando.text.SegmenterSettings;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segmenter, without joining of short sentences.
 *
 * @param language the language that it is set to; null for none
 */
record SegmenterDetector(@Nullable Locale language) implements SentenceDetector {
    @Override
    public String name() {
        return language == null ? "Parlando, no language" : "Parlando";
    }

    @Override
    public BitSet boundaries(String text) {
        Segmenter segmenter = new Segmenter(settings());
        segmenter.append(text);
        segmenter.end();
        BitSet boundaries = new BitSet();
        int position = 0;
        for (String segment = segmenter.poll(); segment != null; segment = segmenter.poll()) {
            position += segment.length();
            boundaries.set(position);
        }
        boundaries.clear(text.length());
        return boundaries;
    }

    @Override
    public Map<Integer, Integer> stream(String text) {
        Segmenter segmenter = new Segmenter(settings());
        Map<Integer, Integer> cuts = new HashMap<>();
        int position = 0;
        for (int i = 0; i < text.length(); i++) {
            segmenter.append(text.substring(i, i + 1));
            String segment = segmenter.poll();
            if (segment != null) {
                position += segment.length();
                cuts.put(position, i + 1 - position);
            }
        }
        return cuts;
    }

    private SegmenterSettings settings() {
        return SegmenterSettings.DEFAULT
                .withLanguage(language)
                .withFirstSegment(FirstSegment.SENTENCE)
                .withMinSpokenLength(0);
    }
}
