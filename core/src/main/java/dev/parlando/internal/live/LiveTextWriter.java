package dev.parlando.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextReport;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.SpokenText;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a live text. It stores the written text, filters it, and appends its spoken form to the
 * {@link LiveTextBuffer}.
 *
 * <p>Threading: safe for use from any thread. The lock is held while a filter of the user runs, so that no thread of the
 * engine takes it.
 */
public final class LiveTextWriter {
    private final int capacity;
    private final LiveTextBuffer buffer;

    @GuardedBy("this")
    private final StringBuilder written = new StringBuilder();

    @GuardedBy("this")
    private final SpokenText spoken;

    @GuardedBy("this")
    private boolean ended;

    /** Number of written characters that the filter has not decided about. */
    private volatile int undecided;

    /**
     * Creates an empty text.
     *
     * @param modelId the model that speaks it, or null for the default model of the service
     */
    public LiveTextWriter(LiveTextSettings settings, WriterCallbacks callbacks, @Nullable String modelId) {
        this.capacity = settings.capacityCharacters();
        this.buffer = new LiveTextBuffer(settings, callbacks, modelId);
        this.spoken = new SpokenText(settings.filter().get());
    }

    /** Returns the reading end. */
    public LiveTextReader reader() {
        return buffer;
    }

    /**
     * Appends text and returns the room left, or 0 if the text was cancelled.
     *
     * @throws IllegalStateException if the text does not fit or has ended
     */
    public int append(String text) {
        synchronized (this) {
            checkOpen();
            if (buffer.isCancelled()) {
                return 0;
            }
            checkFits(text);
            add(text);
        }
        buffer.signalReader();
        return roomCharacters();
    }

    @GuardedBy("this")
    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("the live text has ended; start another one");
        }
    }

    private void checkFits(String text) {
        int room = roomCharacters();
        if (text.length() > room) {
            throw new IllegalStateException("the live text has room for " + room + " more characters, not for "
                    + text.length() + "; wait for room, or raise live.capacity_characters");
        }
    }

    /**
     * Appends an item that was requested while there was room, of any length. After the end it is discarded, and the return
     * value is false.
     */
    boolean appendBeyondLimit(String item) {
        synchronized (this) {
            if (ended || buffer.isCancelled()) {
                return false;
            }
            add(item);
        }
        buffer.signalReader();
        return true;
    }

    @GuardedBy("this")
    private void add(String text) {
        written.append(text);
        spoken.append(text);
        passOn();
    }

    @GuardedBy("this")
    private void passOn() {
        undecided = spoken.undecidedLength();
        buffer.append(spoken.takeSpoken());
    }

    /** Makes all written characters due. */
    public void flush() {
        synchronized (this) {
            if (ended) {
                return;
            }
            spoken.flush();
            passOn();
            buffer.flush();
        }
        buffer.signalReader();
    }

    /** Ends the text, with a failure of the writer or without. */
    public void end(@Nullable Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            spoken.end();
            passOn();
            buffer.end(failure);
        }
        buffer.signalReader();
    }

    /** Ends the text and its speech. */
    public void cancel() {
        buffer.close();
    }

    /** Returns the spoken characters that were sent since the last call. Takes no lock that a filter may hold. */
    public String takeSent() {
        return buffer.takeSent();
    }

    /** Returns the number of characters that fit. */
    int roomCharacters() {
        return (int) Math.max(0, capacity - waitingCharacters());
    }

    /** Returns whether at least half of the room is free. */
    boolean isHalfEmpty() {
        return waitingCharacters() <= capacity / 2;
    }

    private long waitingCharacters() {
        return undecided + buffer.unsentCharacters();
    }

    /** Returns the three parts of the text, given the number of spoken characters that were heard. */
    public synchronized LiveTextReport report(int heardSpokenCharacters) {
        int sent = (int) buffer.sentCharacters();
        int heard = Math.min(heardSpokenCharacters, sent);
        int heardEnd = spoken.writtenIndex(heard);
        int sentEnd = Math.max(heardEnd, spoken.writtenIndex(sent));
        return new LiveTextReport(
                written.substring(0, heardEnd),
                written.substring(heardEnd, sentEnd),
                written.substring(sentEnd),
                sent,
                sent - heard);
    }
}
