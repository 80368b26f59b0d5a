package dev.parlando.internal.live.socket;

import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The times of characters on their way to the handler. If text may be spoken again, they wait for their audio: after the
 * loss of a connection, characters without audio get other times.
 *
 * <p>Threading: owned by the event loop.
 */
final class HeldTimes {
    private final boolean waiting;
    private final Consumer<SpeechTiming> target;
    private final ArrayDeque<SpeechTiming> held = new ArrayDeque<>();

    /**
     * Creates an empty queue.
     *
     * @param waiting whether times wait for their audio; otherwise they are passed on immediately
     */
    HeldTimes(boolean waiting, Consumer<SpeechTiming> target) {
        this.waiting = waiting;
        this.target = target;
    }

    void add(SpeechTiming timing) {
        if (waiting) {
            held.add(timing);
        } else {
            target.accept(timing);
        }
    }

    /** Passes on the times of the characters that end by a time. */
    void release(double millis) {
        boolean whole = true;
        while (whole && !held.isEmpty()) {
            SpeechTiming first = held.remove();
            int original = endedBy(first.alignment(), millis);
            int normalized = endedBy(first.normalizedAlignment(), millis);
            whole = original == size(first.alignment()) && normalized == size(first.normalizedAlignment());
            if (whole) {
                target.accept(first);
                continue;
            }
            if (original + normalized > 0) {
                target.accept(new SpeechTiming(
                        range(first.alignment(), 0, original), range(first.normalizedAlignment(), 0, normalized)));
            }
            held.addFirst(new SpeechTiming(
                    range(first.alignment(), original, size(first.alignment())),
                    range(first.normalizedAlignment(), normalized, size(first.normalizedAlignment()))));
        }
    }

    void clear() {
        held.clear();
    }

    private static int size(@Nullable Alignment alignment) {
        return alignment == null ? 0 : alignment.size();
    }

    private static int endedBy(@Nullable Alignment alignment, double millis) {
        int count = 0;
        while (alignment != null && count < alignment.size() && alignment.endMillis(count) <= millis) {
            count++;
        }
        return count;
    }

    /** Returns some characters with their times; null for null. */
    static @Nullable Alignment range(@Nullable Alignment alignment, int from, int to) {
        if (alignment == null || (from == 0 && to == alignment.size())) {
            return alignment;
        }
        List<String> characters = new ArrayList<>(to - from);
        double[] starts = new double[to - from];
        double[] ends = new double[to - from];
        for (int index = from; index < to; index++) {
            characters.add(alignment.character(index));
        }
        Arrays.setAll(starts, index -> alignment.startMillis(from + index) / 1000);
        Arrays.setAll(ends, index -> alignment.endMillis(from + index) / 1000);
        return new Alignment(characters, starts, ends);
    }
}
