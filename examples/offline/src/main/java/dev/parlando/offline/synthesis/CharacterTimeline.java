package dev.parlando.offline.synthesis;

import dev.parlando.transcript.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the characters of one text their times, one after the other: no time overlaps another or goes back.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class CharacterTimeline {
    private record Timed(String character, double startSeconds, double endSeconds) {}

    private final List<Timed> pending = new ArrayList<>();
    private double nowSeconds;

    /** Adds a character that is spoken until then, from where the one before ended. */
    void addSpoken(String character, double untilSeconds) {
        double end = Math.max(nowSeconds, untilSeconds);
        pending.add(new Timed(character, nowSeconds, end));
        nowSeconds = end;
    }

    /**
     * Adds characters that are not spoken. The silence belongs to the first white space among them or, where there is
     * none, to the last of them, so that a word ends with the punctuation that touches it.
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

    /** Makes the last character last until now, if there is one. */
    void stretchLast() {
        if (!pending.isEmpty()) {
            Timed last = pending.remove(pending.size() - 1);
            pending.add(new Timed(last.character(), last.startSeconds(), nowSeconds));
        }
    }

    /** Hands out, once, the characters that begin until then; null if there are none. */
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
