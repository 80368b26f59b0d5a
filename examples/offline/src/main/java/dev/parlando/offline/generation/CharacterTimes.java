package dev.parlando.offline.generation;

import dev.parlando.transcript.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of the characters of one generation, in milliseconds from its start. They have no gaps and cover its whole
 * length. Immutable.
 *
 * @param characters the characters
 * @param startsMillis the start of each
 * @param durationsMillis the length of each, up to the start of the next
 */
public record CharacterTimes(List<String> characters, List<Long> startsMillis, List<Long> durationsMillis) {
    private static final String BLANK = " ";

    public CharacterTimes {
        characters = List.copyOf(characters);
        startsMillis = List.copyOf(startsMillis);
        durationsMillis = List.copyOf(durationsMillis);
    }

    /** Returns the times of the text as sent; the first character begins with the audio. */
    static CharacterTimes sent(@Nullable Alignment alignment, long totalMillis) {
        List<String> characters = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        add(alignment, characters, starts);
        if (!starts.isEmpty()) {
            starts.set(0, 0L);
        }
        return withDurations(characters, starts, totalMillis);
    }

    /**
     * Returns the times of the spoken text, with a blank before it during the silence at the start, and one after it.
     *
     * @param sent times of the text as sent, which ends with a blank
     */
    static CharacterTimes spoken(@Nullable Alignment alignment, CharacterTimes sent, long totalMillis) {
        List<String> characters = new ArrayList<>(List.of(BLANK));
        List<Long> starts = new ArrayList<>(List.of(0L));
        add(alignment, characters, starts);
        int last = sent.startsMillis.size() - 1;
        characters.add(BLANK);
        starts.add(Math.max(starts.get(starts.size() - 1), sent.startsMillis.get(last)));
        return withDurations(characters, starts, totalMillis);
    }

    private static void add(@Nullable Alignment alignment, List<String> characters, List<Long> starts) {
        for (int i = 0; alignment != null && i < alignment.size(); i++) {
            characters.add(alignment.character(i));
            starts.add(Math.round(alignment.startMillis(i)));
        }
    }

    private static CharacterTimes withDurations(List<String> characters, List<Long> starts, long totalMillis) {
        List<Long> durations = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long end = i + 1 < starts.size() ? starts.get(i + 1) : totalMillis;
            durations.add(end - starts.get(i));
        }
        return new CharacterTimes(characters, starts, durations);
    }

    /** Returns the characters that start from {@code fromMillis} until before {@code toMillis}. */
    CharacterTimes between(long fromMillis, long toMillis) {
        int from = firstFrom(fromMillis);
        int to = firstFrom(toMillis);
        return new CharacterTimes(
                characters.subList(from, to), startsMillis.subList(from, to), durationsMillis.subList(from, to));
    }

    private int firstFrom(long millis) {
        int index = 0;
        while (index < startsMillis.size() && startsMillis.get(index) < millis) {
            index++;
        }
        return index;
    }

    /** Returns the same characters with times relative to {@code originMillis}. */
    CharacterTimes relativeTo(long originMillis) {
        return new CharacterTimes(
                characters,
                startsMillis.stream().map(start -> start - originMillis).toList(),
                durationsMillis);
    }

    /** Returns the characters with a blank of no length before them. */
    CharacterTimes afterBlank() {
        List<String> blankFirst = new ArrayList<>(List.of(BLANK));
        blankFirst.addAll(characters);
        List<Long> starts = new ArrayList<>(startsMillis);
        starts.add(0, startsMillis.isEmpty() ? 0 : startsMillis.get(0));
        List<Long> durations = new ArrayList<>(List.of(0L));
        durations.addAll(durationsMillis);
        return new CharacterTimes(blankFirst, starts, durations);
    }

    boolean isEmpty() {
        return characters.isEmpty();
    }
}
