package dev.parlando.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A text with the time of each character, divided into pieces in the ways in which services do it. Immutable. */
final class TimingPieces {
    private final List<String> characters;
    private final double[] starts;
    private final double[] ends;

    TimingPieces(List<String> characters, double[] starts, double[] ends) {
        this.characters = List.copyOf(characters);
        this.starts = starts;
        this.ends = ends;
    }

    /** Returns a text whose characters have equal durations. */
    static TimingPieces even(String text, double secondsPerCharacter) {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        double[] starts = new double[characters.size()];
        double[] ends = new double[characters.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i * secondsPerCharacter;
            ends[i] = (i + 1) * secondsPerCharacter;
        }
        return new TimingPieces(characters, starts, ends);
    }

    /** Returns the characters of an alignment, and of further ones that continue it. */
    static TimingPieces joined(List<Alignment> alignments) {
        List<String> characters = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (Alignment alignment : alignments) {
            for (int i = 0; i < alignment.size(); i++) {
                characters.add(alignment.character(i));
                starts.add(alignment.startMillis(i) / 1000);
                ends.add(alignment.endMillis(i) / 1000);
            }
        }
        return new TimingPieces(characters, array(starts), array(ends));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    String text() {
        return String.join("", characters);
    }

    int size() {
        return characters.size();
    }

    /** Returns the end of the last character. */
    double lengthMillis() {
        return ends[size() - 1] * 1000;
    }

    /** Returns a range of the characters. */
    Alignment range(int from, int to, double offsetSeconds) {
        double[] rangeStarts = new double[to - from];
        double[] rangeEnds = new double[to - from];
        for (int i = from; i < to; i++) {
            rangeStarts[i - from] = starts[i] + offsetSeconds;
            rangeEnds[i - from] = ends[i] + offsetSeconds;
        }
        return new Alignment(characters.subList(from, to), rangeStarts, rangeEnds);
    }

    /** Returns increasing indices up to the number of characters. */
    private List<Integer> cuts(Random random) {
        int longest = 1 + random.nextInt(size());
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at < size(); cuts.add(at)) {
            at = Math.min(size(), at + 1 + random.nextInt(longest));
        }
        return cuts;
    }

    /** Returns pieces that follow each other. */
    List<SpeechTiming> continued(Random random) {
        List<SpeechTiming> pieces = new ArrayList<>();
        int from = 0;
        for (int to : cuts(random)) {
            pieces.add(new SpeechTiming(range(from, to, 0), null));
            from = to;
        }
        return pieces;
    }

    /** Returns pieces that start again at the first character, or at a word of the piece before. Some come twice. */
    List<SpeechTiming> restarted(Random random) {
        List<SpeechTiming> pieces = new ArrayList<>();
        int before = 0;
        for (int to : cuts(random)) {
            int from = random.nextBoolean() ? 0 : before;
            while (from > 0 && !characters.get(from - 1).isBlank()) {
                from--;
            }
            SpeechTiming piece = new SpeechTiming(range(from, to, 0), null);
            pieces.add(piece);
            if (from == 0 && random.nextInt(4) == 0) {
                pieces.add(piece);
            }
            before = to;
        }
        return pieces;
    }

    /** Returns pieces of the spoken text, each with an additional blank at its start. */
    List<SpeechTiming> marked(Random random) {
        List<SpeechTiming> pieces = new ArrayList<>();
        int from = 0;
        for (int to : cuts(random)) {
            List<String> marked = new ArrayList<>(characters.subList(from, to));
            marked.add(0, " ");
            Alignment piece = range(from, to, 0);
            double[] markedStarts = new double[marked.size()];
            double[] markedEnds = new double[marked.size()];
            for (int i = 0; i < marked.size(); i++) {
                markedStarts[i] = piece.startMillis(Math.max(0, i - 1)) / 1000;
                markedEnds[i] = i == 0 ? markedStarts[0] : piece.endMillis(i - 1) / 1000;
            }
            pieces.add(new SpeechTiming(null, new Alignment(marked, markedStarts, markedEnds)));
            from = to;
        }
        return pieces;
    }

    /** Returns pieces that follow each other, with times from the start of each piece. */
    List<SpeechTiming> timedFromTheirStart(Random random) {
        List<SpeechTiming> pieces = new ArrayList<>();
        int from = 0;
        for (int to : cuts(random)) {
            pieces.add(new SpeechTiming(range(from, to, -starts[from]), null));
            from = to;
        }
        return pieces;
    }

    /** Returns pieces that follow each other, whose entries hold several characters or none. */
    List<SpeechTiming> inLongEntries(Random random) {
        List<String> entries = new ArrayList<>();
        List<Double> entryStarts = new ArrayList<>();
        List<Double> entryEnds = new ArrayList<>();
        int from = 0;
        for (int to : cuts(random)) {
            boolean empty = random.nextInt(4) == 0;
            if (empty) {
                entries.add("");
                entryStarts.add(starts[from]);
                entryEnds.add(starts[from]);
            }
            entries.add(String.join("", characters.subList(from, to)));
            entryStarts.add(starts[from]);
            entryEnds.add(ends[to - 1]);
            from = to;
        }
        return new TimingPieces(entries, array(entryStarts), array(entryEnds)).continued(random);
    }
}
