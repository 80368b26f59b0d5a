package dev.parlando.internal.cache;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.feed.AudioFeed;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a recording by one stream, from the first byte on.
 *
 * <p>Threading: as {@link AudioFeed}; {@link #signal} and {@link #position} from any thread.
 */
public final class RecordingFeed implements AudioFeed {
    private final Recording recording;
    private final boolean first;
    private final Runnable onClose;
    private volatile Runnable onChange = () -> {};
    private volatile long position;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private int nextTiming;

    /**
     * Creates a feed at the first byte.
     *
     * @param first whether the stream is the one that sent the request
     */
    public RecordingFeed(Recording recording, boolean first, Runnable onClose) {
        this.recording = recording;
        this.first = first;
        this.onClose = onClose;
    }

    @Override
    public void open(Runnable changed) {
        onChange = changed;
    }

    public void signal() {
        onChange.run();
    }

    /** Returns the number of bytes that the stream has taken. */
    public long position() {
        return position;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // The stream has one thread at a time.
    public @Nullable ByteBuffer next() {
        if (!current.hasRemaining()) {
            boolean ended = !recording.isOpen(); // Before the bytes, since the last ones come before the end.
            current = recording.read(position);
            if (!current.hasRemaining()) {
                return ended ? null : current;
            }
            position += current.remaining();
            recording.onRead(this);
        }
        return current;
    }

    @Override
    public @Nullable SpeechResponse response() {
        SpeechResponse headers = recording.response();
        return headers == null || first ? headers : StoredSpeech.cached(headers);
    }

    @Override
    public @Nullable SpeechTiming nextTiming() {
        SpeechTiming timing = recording.timing(nextTiming, position);
        nextTiming += timing == null ? 0 : 1;
        return timing;
    }

    /** Returns the failure of the request. Streams that end for the same reason get a copy each. */
    @Override
    public @Nullable ParlandoException failure() {
        ParlandoException error = recording.failure();
        return error == null || first ? error : error.copy();
    }

    @Override
    public boolean cancelled() {
        return recording.isCancelled();
    }

    @Override
    public @Nullable Timeline origin() {
        return first ? recording.origin() : null;
    }

    @Override
    public void close() {
        recording.removeFeed(this);
        onClose.run();
    }
}
