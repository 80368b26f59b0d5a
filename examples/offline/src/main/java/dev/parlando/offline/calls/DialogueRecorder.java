package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.AlignmentRecorder;
import dev.parlando.offline.synthesis.SynthesisBodySource;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The character times of the lines of a dialogue, which are spoken one after the other. Confined to one thread at a time.
 */
final class DialogueRecorder implements TimingFeed {
    private static final double MILLIS = 1000;

    private final List<DialogueInput> lines;
    private final List<AlignmentRecorder> recorders;
    /** The starts of the lines that have begun. */
    private final List<Double> startSeconds = new ArrayList<>();

    private double endSeconds;

    DialogueRecorder(List<DialogueInput> lines) {
        this.lines = lines;
        recorders =
                lines.stream().map(line -> new AlignmentRecorder(line.text())).toList();
    }

    /** Returns the listener for the sentences of one line, whose times are relative to the line. */
    SynthesisBodySource.Listener line(int index) {
        return (sentence, tokens, start, end) -> {
            if (startSeconds.size() == index) {
                startSeconds.add(endSeconds);
            }
            recorders.get(index).add(sentence, tokens, start, end);
            endSeconds = startSeconds.get(index) + end;
        };
    }

    @Override
    public Part drainUntil(double untilSeconds) {
        List<Alignment> sent = new ArrayList<>();
        List<Alignment> spoken = new ArrayList<>();
        List<SegmentTimes> segments = new ArrayList<>();
        int characters = 0;
        for (int i = 0; i < startSeconds.size(); i++) {
            double start = startSeconds.get(i);
            SpeechTiming timing = recorders.get(i).drainUntil(untilSeconds - start);
            add(timing.normalizedAlignment(), start, spoken);
            if (add(timing.alignment(), start, sent)) {
                Alignment own = sent.get(sent.size() - 1);
                segments.add(segment(own, characters, i));
                characters += own.size();
            }
        }
        return new Part(new SpeechTiming(join(sent), join(spoken)), segments);
    }

    private SegmentTimes segment(Alignment own, int from, int input) {
        return new SegmentTimes(
                lines.get(input).voice().id(),
                own.startMillis(0) / MILLIS,
                own.endMillis(own.size() - 1) / MILLIS,
                from,
                from + own.size(),
                input);
    }

    private static boolean add(@Nullable Alignment alignment, double start, List<Alignment> all) {
        if (alignment != null) {
            int size = alignment.size();
            List<String> characters = new ArrayList<>();
            double[] starts = new double[size];
            double[] ends = new double[size];
            for (int i = 0; i < size; i++) {
                characters.add(alignment.character(i));
                starts[i] = start + alignment.startMillis(i) / MILLIS;
                ends[i] = start + alignment.endMillis(i) / MILLIS;
            }
            all.add(new Alignment(characters, starts, ends));
        }
        return alignment != null;
    }

    private static @Nullable Alignment join(List<Alignment> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        List<String> characters = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (Alignment part : parts) {
            for (int i = 0; i < part.size(); i++) {
                characters.add(part.character(i));
                starts.add(part.startMillis(i) / MILLIS);
                ends.add(part.endMillis(i) / MILLIS);
            }
        }
        return new Alignment(
                characters,
                starts.stream().mapToDouble(Double::doubleValue).toArray(),
                ends.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
