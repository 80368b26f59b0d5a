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
final class CharacterTimes {
    private record Timed(String character, double startSeconds, double endSeconds) {}

    private final List<Timed> waiting = new ArrayList<>();
    private double nowSeconds;

    /** Adds a character that is spoken until then, from where the one before ended. */
    void speak(String character, double untilSeconds) {
        double end = Math.max(nowSeconds, untilSeconds);
        waiting.add(new Timed(character, nowSeconds, end));
        nowSeconds = end;
    }

    /**
     * Adds characters that are not spoken. The silence belongs to the first white space among them or, where there is
     * none, to the last of them, so that a word ends with the punctuation that touches it.
     */
    void pause(List<String> characters, double untilSeconds) {
        int silent = indexOfSpace(characters);
        for (int i = 0; i < characters.size(); i++) {
            speak(characters.get(i), i == silent ? untilSeconds : nowSeconds);
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
        if (!waiting.isEmpty()) {
            Timed last = waiting.remove(waiting.size() - 1);
            waiting.add(new Timed(last.character(), last.startSeconds(), nowSeconds));
        }
    }

    /** Hands out, once, the characters that begin until then; null if there are none. */
    @Nullable
    Alignment take(double untilSeconds) {
        int count = 0;
        while (count < waiting.size() && waiting.get(count).startSeconds() <= untilSeconds) {
            count++;
        }
        List<Timed> begun = waiting.subList(0, count);
        Alignment alignment = new Alignment(
                begun.stream().map(Timed::character).toList(),
                begun.stream().mapToDouble(Timed::startSeconds).toArray(),
                begun.stream().mapToDouble(Timed::endSeconds).toArray());
        begun.clear();
        return count == 0 ? null : alignment;
    }
}
