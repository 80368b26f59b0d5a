package dev.parlando.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextReport;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.TextSegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bounded buffer of a live text between its writer and its reader.
 *
 * <p>Threading: safe for use from any thread. The lock is held for short steps of the library's own code.
 */
public final class LiveTextBuffer implements LiveTextReader {
    private final int capacity;
    private final long quietNanos;
    private final Listener listener;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final StringBuilder written = new StringBuilder();

    @GuardedBy("lock")
    private final SentenceSplitter splitter = new SentenceSplitter();

    /** The state as the writer sees it; segments may remain in an ended one. */
    @GuardedBy("lock")
    private State state = State.OPEN;

    @GuardedBy("lock")
    private @Nullable Throwable failure;

    @GuardedBy("lock")
    private long returnedCharacters;

    @GuardedBy("lock")
    private long sentCharacters;

    /** Number of spoken characters up to the last flush of the writer. */
    @GuardedBy("lock")
    private long flushedCharacters;

    /** Whether the writer has written since the reader last asked for a segment. */
    @GuardedBy("lock")
    private boolean fresh;

    @GuardedBy("lock")
    private long lastFreshNanos;

    private volatile @Nullable Runnable onReadable;

    /** A receiver of changes that concern the writer. Both methods are called on any thread, without a lock. */
    public interface Listener {
        /** Called after the reader made room. */
        void onRoom();

        /** Called once, when the text was cancelled before it has ended. */
        void onCancelled();
    }

    /** Creates an empty buffer. */
    public LiveTextBuffer(LiveTextSettings settings, Listener listener) {
        this.capacity = settings.capacityCharacters();
        this.quietNanos = settings.quietTime().toNanos();
        this.listener = listener;
    }

    /**
     * Appends text and returns the room left, or 0 if the text was cancelled.
     *
     * @throws IllegalStateException if the text does not fit or has ended
     */
    public int append(String text) {
        int room;
        synchronized (lock) {
            if (state == State.CANCELLED) {
                return 0;
            }
            checkAccepts(text);
            room = add(text);
        }
        signalReader();
        return room;
    }

    /** Appends an item that was requested while there was room, of any length; discards it after the end. */
    void appendBeyondLimit(String item) {
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            add(item);
        }
        signalReader();
    }

    private void signalReader() {
        Runnable action = onReadable;
        if (action != null) {
            action.run();
        }
    }

    @GuardedBy("lock")
    private int add(String text) {
        written.append(text);
        splitter.append(text);
        fresh = true;
        return room();
    }

    @GuardedBy("lock")
    private void checkAccepts(String text) {
        if (state != State.OPEN) {
            throw new IllegalStateException("the live text has ended; start another one");
        }
        if (text.length() > room()) {
            throw new IllegalStateException("the live text has room for " + room() + " more characters, not for "
                    + text.length() + "; wait for room, or raise live.capacity_characters");
        }
    }

    @GuardedBy("lock")
    private int room() {
        return (int) Math.max(0, capacity - unsentCharacters());
    }

    @GuardedBy("lock")
    private long unsentCharacters() {
        return written.length() - sentCharacters;
    }

    /** Makes all written characters due. */
    public void flush() {
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            splitter.flush();
            flushedCharacters = written.length();
        }
        signalReader();
    }

    /** Ends the text, with a failure of the writer or without. */
    public void end(@Nullable Throwable reason) {
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            splitter.flush();
            flushedCharacters = written.length();
            state = reason == null ? State.ENDED : State.FAILED;
            failure = reason;
        }
        signalReader();
    }

    /** Returns the three parts of the text, given the number of spoken characters that were heard. */
    public LiveTextReport report(int heardSpokenCharacters) {
        synchronized (lock) {
            int sent = (int) sentCharacters;
            int heard = Math.min(heardSpokenCharacters, sent);
            return new LiveTextReport(
                    written.substring(0, heard),
                    written.substring(heard, sent),
                    written.substring(sent),
                    sent,
                    sent - heard);
        }
    }

    @Override
    public void onReadable(Runnable action) {
        onReadable = Objects.requireNonNull(action, "action");
        action.run();
    }

    @Override
    public @Nullable TextSegment next(long nanoTime) {
        synchronized (lock) {
            if (state == State.CANCELLED) {
                return null;
            }
            String text = splitter.poll();
            if (text == null && nanosUntilQuietLocked(nanoTime) <= 0) {
                splitter.flush();
                text = splitter.poll();
            }
            return text == null ? null : segment(text);
        }
    }

    @GuardedBy("lock")
    private TextSegment segment(String text) {
        long start = returnedCharacters;
        returnedCharacters += text.length();
        boolean flush = splitter.bufferedCharacters() == 0 || returnedCharacters == flushedCharacters;
        return new TextSegment(text, start, flush);
    }

    @Override
    public long nanosUntilQuiet(long nanoTime) {
        synchronized (lock) {
            return nanosUntilQuietLocked(nanoTime);
        }
    }

    @GuardedBy("lock")
    private long nanosUntilQuietLocked(long nanoTime) {
        if (fresh) {
            fresh = false;
            lastFreshNanos = nanoTime;
        }
        return splitter.bufferedCharacters() == 0 ? Long.MAX_VALUE : lastFreshNanos + quietNanos - nanoTime;
    }

    @Override
    public void sent(TextSegment segment) {
        synchronized (lock) {
            sentCharacters = Math.max(sentCharacters, segment.spokenEnd());
        }
        listener.onRoom();
    }

    /** Returns the number of characters that fit. */
    int roomCharacters() {
        synchronized (lock) {
            return room();
        }
    }

    /** Returns whether at least half of the room is free. */
    boolean isHalfEmpty() {
        synchronized (lock) {
            return unsentCharacters() <= capacity / 2;
        }
    }

    @Override
    public State state() {
        synchronized (lock) {
            boolean drained = splitter.bufferedCharacters() == 0;
            return drained || state == State.CANCELLED ? state : State.OPEN;
        }
    }

    @Override
    public @Nullable Throwable failure() {
        synchronized (lock) {
            return state() == State.FAILED ? failure : null;
        }
    }

    @Override
    public void close() {
        boolean wasOpen;
        synchronized (lock) {
            if (state == State.CANCELLED) {
                return;
            }
            wasOpen = state == State.OPEN;
            state = State.CANCELLED;
        }
        if (wasOpen) {
            listener.onCancelled();
        }
        signalReader();
    }
}
