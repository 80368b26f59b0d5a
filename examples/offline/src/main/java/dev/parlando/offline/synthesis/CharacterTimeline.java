package dev.parlando.offline.synthesis;

import dev.parlando.transcript.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of the characters of one text, in order. They neither overlap nor decrease.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class CharacterTimeline {
    private record Timed(String character, double startSeconds, double endSeconds) {}

    private final List<Timed> pending = new ArrayList<>();
    private double nowSeconds;

    /** Adds a character that is spoken from the end of the previous one until {@code untilSeconds}. */
    void addSpoken(String character, double untilSeconds) {
        double end = Math.max(nowSeconds, untilSeconds);
        pending.add(new Timed(character, nowSeconds, end));
        nowSeconds = end;
    }

    /**
     * Adds characters that are not spoken. The silence is assigned to the first white space among them, or to the last
     * character if there is no white space. A word therefore ends with its adjacent punctuation.
     */
    void addPause(List<String> characters, double untilSeconds) {
        int silent = indexOfSpace(characters);
        for (int i = 0; i < characters.size(); i++) {
            addSpoken(characters.get(i), i == silent ? untilSeconds : nowSeconds);
        }
        nowSeconds = Math.max(nowSeconds, untilSeconds);
    }

    private static int indexOfSpace(List<String> characters) {
        for (int i = 0; i < characters.size(); i++) {
            if (characters.get(i).isBlank()) {
                return i;
            }
        }
        return characters.size() - 1;
    }

    /** Extends the last character, if there is one, to the current time. */
    void stretchLast() {
        if (!pending.isEmpty()) {
            Timed last = pending.remove(pending.size() - 1);
            pending.add(new Timed(last.character(), last.startSeconds(), nowSeconds));
        }
    }

    /** Removes and returns the characters that start at or before {@code untilSeconds}; null if there are none. */
    @Nullable
    Alignment drainUntil(double untilSeconds) {
        int count = 0;
        while (count < pending.size() && pending.get(count).startSeconds() <= untilSeconds) {
            count++;
        }
        List<Timed> due = pending.subList(0, count);
        Alignment alignment = new Alignment(
                due.stream().map(Timed::character).toList(),
                due.stream().mapToDouble(Timed::startSeconds).toArray(),
                due.stream().mapToDouble(Timed::endSeconds).toArray());
        due.clear();
        return count == 0 ? null : alignment;
    }
}
