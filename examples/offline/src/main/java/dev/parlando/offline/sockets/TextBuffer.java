package dev.parlando.offline.sockets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a TTS context that has not been spoken yet. It becomes due by the schedule of chunk lengths, of which each
 * generation uses the next entry and all further ones the last.
 *
 * <p>Threading: confined to the event loop.
 */
final class TextBuffer {
    static final List<Integer> DEFAULT_SCHEDULE = List.of(120, 160, 250, 290);
    /** Buffered characters that suffice for {@code try_trigger_generation}; the smallest entry of a schedule. */
    static final int MIN_TRIGGER_CHARACTERS = 50;

    private final StringBuilder text = new StringBuilder();
    private List<Integer> schedule = DEFAULT_SCHEDULE;
    private int generations;

    void schedule(List<Integer> chunkLengths) {
        schedule = List.copyOf(chunkLengths);
    }

    void append(String piece) {
        text.append(piece);
    }

    /** Removes and returns the text that is due by the schedule, or by a trigger; null if there is none. */
    @Nullable
    String takeDue(boolean triggered) {
        int required = schedule.get(Math.min(generations, schedule.size() - 1));
        int characters = text.codePointCount(0, text.length());
        boolean due = characters >= required || (triggered && characters >= MIN_TRIGGER_CHARACTERS);
        return due ? take(wholeWords()) : null;
    }

    /** Removes and returns all text. */
    String takeAll() {
        return take(text.length());
    }

    /** Returns the length without a word that may go on in the next message. */
    private int wholeWords() {
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? text.length() : end;
    }

    private String take(int length) {
        String taken = text.substring(0, length);
        text.delete(0, length);
        if (!taken.isBlank()) {
            generations++;
        }
        return taken;
    }
}
