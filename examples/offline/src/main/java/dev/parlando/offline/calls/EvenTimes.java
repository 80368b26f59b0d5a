package dev.parlando.offline.calls;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of characters that all take the same time. The first part has all of them. Confined to one thread at a time.
 */
final class EvenTimes implements TimingFeed {
    private final List<DialogueInput> lines;
    private final boolean dialogue;
    private final List<String> characters;
    private final double secondsEach;
    private boolean drained;

    /**
     * Creates the times.
     *
     * @param lines the lines, which follow each other without a pause
     * @param dialogue whether the response has a list of lines
     * @param seconds the length of all lines together
     */
    EvenTimes(List<DialogueInput> lines, boolean dialogue, double seconds) {
        this.lines = lines;
        this.dialogue = dialogue;
        characters = lines.stream().flatMap(line -> characters(line).stream()).toList();
        secondsEach = seconds / Math.max(1, characters.size());
    }

    private static List<String> characters(DialogueInput line) {
        return line.text().codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public Part drainUntil(double untilSeconds) {
        if (drained) {
            return new Part(new SpeechTiming(null, null), null);
        }
        drained = true;
        double[] starts = new double[characters.size()];
        double[] ends = new double[characters.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i * secondsEach;
            ends[i] = (i + 1) * secondsEach;
        }
        Alignment all = starts.length == 0 ? null : new Alignment(characters, starts, ends);
        return new Part(new SpeechTiming(all, all), dialogue ? segments() : null);
    }

    private List<SegmentTimes> segments() {
        List<SegmentTimes> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            int to = from + characters(lines.get(i)).size();
            String voiceId = lines.get(i).voice().id();
            segments.add(new SegmentTimes(voiceId, from * secondsEach, to * secondsEach, from, to, i));
            from = to;
        }
        return segments;
    }
}
