package dev.parlando.text;

import dev.parlando.internal.segment.Abbreviations;
import dev.parlando.internal.segment.SegmentBuffer;
import dev.parlando.internal.segment.SegmentLimits;
import dev.parlando.internal.segment.SegmentScanner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incremental divider of a growing text into segments, which are sentences where possible.
 *
 * <p>The segments in the order of {@link #poll()}, joined, equal the appended text. They depend on the text and on the
 * positions of {@link #flush()}, but not on the division of the text among the calls of {@link #append}. A cut never
 * separates the characters of a number, an address or a grapheme.
 *
 * <p>A mark such as a full stop ends a segment when the next character that is not blank is known. Marks with one
 * meaning, such as those of Chinese, end it immediately. The time per character is constant, and the memory is bounded
 * by the longest segment and the segments that were not polled.
 *
 * <p>Confined to one thread.
 */
public final class Segmenter {
    private final SegmentBuffer buffer = new SegmentBuffer();
    private final SegmentScanner scanner;
    /** A high surrogate whose low surrogate has not been appended; 0 if there is none. */
    private char highSurrogate;

    private boolean ended;

    /** Creates a segmenter of one text. */
    public Segmenter(SegmenterSettings settings) {
        SegmentLimits limits = new SegmentLimits(
                settings.firstSegment() == FirstSegment.EAGER,
                settings.minSpokenLength(),
                settings.maxCharacters(),
                settings.maxUnclosedCharacters());
        scanner = new SegmentScanner(buffer, limits, Abbreviations.of(settings.language()));
    }

    /**
     * Appends the next part of the text, of any length. A surrogate pair may be divided between two calls.
     *
     * @throws IllegalStateException after {@link #end()}
     */
    public void append(CharSequence text) {
        Objects.requireNonNull(text, "text");
        if (ended) {
            throw new IllegalStateException("the text has ended; create a segmenter for the next text");
        }
        for (int i = 0; i < text.length(); i++) {
            accept(text.charAt(i));
        }
    }

    /** Returns the next complete segment, or null if there is none yet. */
    public @Nullable String poll() {
        return buffer.poll();
    }

    /**
     * Ends the current segment after the last appended character, for instance because the writer pauses. A high
     * surrogate without its low surrogate remains buffered.
     */
    public void flush() {
        scanner.flush();
    }

    /** Ends the text and its last segment. */
    public void end() {
        if (!ended) {
            ended = true;
            acceptUnpaired();
            scanner.flush();
        }
    }

    /** Returns the number of appended characters that {@link #poll()} has not returned. */
    public int bufferedCharacters() {
        return buffer.length() + (highSurrogate == 0 ? 0 : 1);
    }

    private void accept(char c) {
        if (Character.isLowSurrogate(c) && highSurrogate != 0) {
            scanner.accept(Character.toCodePoint(highSurrogate, c));
            highSurrogate = 0;
            return;
        }
        acceptUnpaired();
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else {
            scanner.accept(c);
        }
    }

    private void acceptUnpaired() {
        if (highSurrogate != 0) {
            scanner.accept(highSurrogate);
            highSurrogate = 0;
        }
    }
}
