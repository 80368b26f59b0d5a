package dev.parlando.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.Segmenter;
import dev.parlando.text.TextSegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spoken form of a live text, which is divided into segments for its reader.
 *
 * <p>Threading: safe for use from any thread. The lock is held for short steps of the library's own code.
 */
final class LiveTextBuffer implements LiveTextReader {
    private final long quietNanos;
    private final WriterCallbacks callbacks;
    private final @Nullable String modelId;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Segmenter segmenter;

    /** The state as the writer sees it; segments may remain in an ended one. */
    @GuardedBy("lock")
    private State state = State.OPEN;

    @GuardedBy("lock")
    private @Nullable Throwable failure;

    @GuardedBy("lock")
    private long appendedCharacters;

    @GuardedBy("lock")
    private long returnedCharacters;

    @GuardedBy("lock")
    private long sentCharacters;

    /** The characters that were read and not sent. */
    @GuardedBy("lock")
    private final StringBuilder readText = new StringBuilder();

    /** The sent characters that were not taken. */
    @GuardedBy("lock")
    private final StringBuilder sentText = new StringBuilder();

    /** Number of characters up to the last flush. */
    @GuardedBy("lock")
    private long flushedCharacters;

    /** Whether the writer has written since the reader last asked for the time. */
    @GuardedBy("lock")
    private boolean fresh;

    @GuardedBy("lock")
    private long lastFreshNanos;

    private volatile @Nullable Runnable onReadable;

    LiveTextBuffer(LiveTextSettings settings, WriterCallbacks callbacks, @Nullable String modelId) {
        this.modelId = modelId;
        this.quietNanos = settings.quietTime().toNanos();
        this.segmenter = new Segmenter(settings.segmenter());
        this.callbacks = callbacks;
    }

    void append(String spoken) {
        synchronized (lock) {
            if (state == State.OPEN && !spoken.isEmpty()) {
                segmenter.append(spoken);
                appendedCharacters += spoken.length();
                fresh = true;
            }
        }
    }

    /** Makes all appended characters due. */
    void flush() {
        synchronized (lock) {
            if (state == State.OPEN) {
                flushLocked();
            }
        }
    }

    @GuardedBy("lock")
    private void flushLocked() {
        segmenter.flush();
        flushedCharacters = appendedCharacters;
    }

    void end(@Nullable Throwable reason) {
        synchronized (lock) {
            if (state == State.OPEN) {
                segmenter.end();
                flushedCharacters = appendedCharacters;
                state = reason == null ? State.ENDED : State.FAILED;
                failure = reason;
            }
        }
    }

    void signalReader() {
        Runnable action = onReadable;
        if (action != null) {
            action.run();
        }
    }

    boolean isCancelled() {
        synchronized (lock) {
            return state == State.CANCELLED;
        }
    }

    long unsentCharacters() {
        synchronized (lock) {
            return appendedCharacters - sentCharacters;
        }
    }

    long sentCharacters() {
        synchronized (lock) {
            return sentCharacters;
        }
    }

    /** Returns the sent characters since the last call. */
    String takeSent() {
        synchronized (lock) {
            String taken = sentText.toString();
            sentText.setLength(0);
            return taken;
        }
    }

    @Override
    public void onReadable(Runnable action) {
        onReadable = Objects.requireNonNull(action, "action");
        action.run();
    }

    @Override
    public @Nullable TextSegment next(long nanoTime) {
        TextSegment next;
        boolean skipped;
        synchronized (lock) {
            long sentBefore = sentCharacters;
            next = state == State.CANCELLED ? null : nextLocked(nanoTime);
            skipped = sentCharacters > sentBefore;
        }
        if (skipped) {
            callbacks.onRoom();
        }
        return next;
    }

    /** Returns the next segment that has anything to speak. Those before it count as sent. */
    @GuardedBy("lock")
    private @Nullable TextSegment nextLocked(long nanoTime) {
        String text;
        while ((text = poll(nanoTime)) != null) {
            long start = returnedCharacters;
            returnedCharacters += text.length();
            readText.append(text);
            if (ModelText.hasSpeech(text, modelId)) {
                return new TextSegment(text, start, returnedCharacters == flushedCharacters);
            }
            markSent(sentCharacters);
        }
        return null;
    }

    @GuardedBy("lock")
    private @Nullable String poll(long nanoTime) {
        String text = segmenter.poll();
        if (text == null && nanosUntilQuietLocked(nanoTime) <= 0) {
            flushLocked();
            text = segmenter.poll();
        }
        return text;
    }

    /** Marks the text up to a position as sent, with the text without speech that follows if no segment does. */
    @GuardedBy("lock")
    private void markSent(long end) {
        int count = (int) Math.max(0, end - sentCharacters); // Text that is sent again counts once.
        boolean onlyUnspoken = !ModelText.hasSpeech(readText.substring(count), modelId);
        int sent = onlyUnspoken ? readText.length() : count;
        sentText.append(readText, 0, sent);
        readText.delete(0, sent);
        sentCharacters += sent;
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
        boolean quietEnds = state == State.OPEN && segmenter.bufferedCharacters() > 0;
        return quietEnds ? lastFreshNanos + quietNanos - nanoTime : Long.MAX_VALUE;
    }

    @Override
    public void sent(TextSegment segment) {
        synchronized (lock) {
            markSent(segment.spokenEnd());
        }
        callbacks.onRoom();
    }

    @Override
    public State state() {
        synchronized (lock) {
            return stateLocked();
        }
    }

    @GuardedBy("lock")
    private State stateLocked() {
        boolean drained = segmenter.bufferedCharacters() == 0;
        return drained || state == State.CANCELLED ? state : State.OPEN;
    }

    @Override
    public @Nullable Throwable failure() {
        synchronized (lock) {
            return stateLocked() == State.FAILED ? failure : null;
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
            callbacks.onCancelled();
        }
        signalReader();
    }
}
