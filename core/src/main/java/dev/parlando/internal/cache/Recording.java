package dev.parlando.internal.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.SpeechTiming;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one request, in memory, from its first byte on: while it arrives, and afterwards. Any number of
 * {@link RecordingFeed}s read it, each at its own pace.
 *
 * <p>A recording that is not kept has dropped the bytes that all of its readers have read.
 *
 * <p>Threading: safe for use from any thread. The bytes of a block before {@link #size} never change.
 */
public final class Recording {
    public static final int BLOCK_BYTES = 16 * 1024;
    /** Bytes that may arrive before a reader wants them. */
    public static final int AHEAD_BYTES = 256 * 1024;

    /** Progress of a recording. */
    private enum State {
        OPEN,
        COMPLETE,
        CANCELLED,
        FAILED
    }

    private final String key;
    private final Set<RecordingFeed> feeds = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile long createdMillis;
    private volatile @Nullable ParlandoException failure;
    private volatile @Nullable SpeechResponse response;
    private volatile @Nullable Timeline origin;
    private volatile Runnable onEnd = () -> {};

    @GuardedBy("this")
    private final List<byte @Nullable []> blocks = new ArrayList<>();

    @GuardedBy("this")
    private final List<TimedPiece> timings = new ArrayList<>();

    @GuardedBy("this")
    private long size;

    /** The number of bytes that the fastest reader has read. */
    @GuardedBy("this")
    private long furthest;

    @GuardedBy("this")
    private boolean kept = true;

    @GuardedBy("this")
    private int dropped;

    @GuardedBy("this")
    private boolean held;

    @GuardedBy("this")
    private @Nullable SpeechStream upstream;

    public Recording(String key, long createdMillis) {
        this.key = key;
        this.createdMillis = createdMillis;
    }

    public String key() {
        return key;
    }

    public long createdMillis() {
        return createdMillis;
    }

    /** Sets the stream of the request, which may already have ended. */
    public void setUpstream(SpeechStream stream) {
        boolean resume;
        synchronized (this) {
            upstream = stream;
            resume = held && hasRoom();
            held &= !resume;
        }
        if (state == State.CANCELLED) {
            stream.cancel();
        } else if (resume) {
            stream.resume();
        }
    }

    public void setOrigin(Timeline timeline) {
        origin = timeline;
    }

    @Nullable
    public Timeline origin() {
        return origin;
    }

    public void setResponse(SpeechResponse headers) {
        response = headers;
        signal();
    }

    /** Returns the headers of the response, as they were received. */
    @Nullable
    public SpeechResponse response() {
        return response;
    }

    /** Sets an action that runs when the request has ended in any way; it may run twice. */
    public void onEnd(Runnable action) {
        onEnd = action;
        if (!isOpen()) {
            action.run();
        }
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Nullable
    public ParlandoException failure() {
        return failure;
    }

    public synchronized long size() {
        return size;
    }

    /** Returns whether a chunk needs another block. */
    public synchronized boolean isBlockFull() {
        return size == (long) blocks.size() * BLOCK_BYTES;
    }

    /** Returns whether the readers want more bytes; otherwise the request is resumed once they do. */
    public synchronized boolean wantsBytes() {
        held = !hasRoom();
        return !held;
    }

    @GuardedBy("this")
    private boolean hasRoom() {
        return size - (kept ? furthest : slowest()) < AHEAD_BYTES;
    }

    @GuardedBy("this")
    private long slowest() {
        return feeds.stream().mapToLong(RecordingFeed::position).min().orElse(size);
    }

    /** Copies the bytes of a chunk that fit into the last block. Called by one thread. */
    public void append(Chunk chunk) {
        synchronized (this) {
            int used = (int) (size % BLOCK_BYTES);
            if (used == 0) {
                blocks.add(new byte[BLOCK_BYTES]);
            }
            byte[] block = blocks.get(blocks.size() - 1);
            size += block == null ? 0 : chunk.read(block, used, BLOCK_BYTES - used);
            dropReadBlocks();
        }
        signal();
    }

    public void add(SpeechTiming timing) {
        synchronized (this) {
            timings.add(new TimedPiece(size, timing));
        }
        signal();
    }

    /** Keeps no more than the readers still need. */
    public synchronized void stopKeeping() {
        kept = false;
        dropReadBlocks();
    }

    public synchronized boolean isKept() {
        return kept;
    }

    @GuardedBy("this")
    private void dropReadBlocks() {
        if (!kept) {
            long read = slowest();
            for (; (dropped + 1L) * BLOCK_BYTES <= read; dropped++) {
                blocks.set(dropped, null);
            }
        }
    }

    /** Fills the recording with the content of a file. */
    public void fill(StoredSpeech stored) {
        synchronized (this) {
            byte[] audio = stored.audio();
            for (int start = 0; start < audio.length; start += BLOCK_BYTES) {
                byte[] block = new byte[BLOCK_BYTES];
                System.arraycopy(audio, start, block, 0, Math.min(BLOCK_BYTES, audio.length - start));
                blocks.add(block);
            }
            size = audio.length;
            timings.addAll(stored.timings());
        }
        createdMillis = stored.createdMillis();
        response = stored.response();
        state = State.COMPLETE;
        signal();
    }

    public void complete() {
        end(State.COMPLETE);
    }

    /** Ends the recording because its request was cancelled by another party. */
    public void endCancelled() {
        end(State.CANCELLED);
    }

    public void fail(ParlandoException error) {
        failure = error;
        end(State.FAILED);
    }

    private void end(State end) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = end;
        }
        onEnd.run();
        signal();
    }

    /** Cancels the request, since there is no reader left. */
    public void abandon() {
        end(State.CANCELLED);
        SpeechStream stream;
        synchronized (this) {
            stream = upstream;
        }
        if (stream != null) {
            stream.cancel();
        }
    }

    private void signal() {
        feeds.forEach(RecordingFeed::signal);
    }

    /** Adds a reader. Returns false if the first bytes are no longer kept. */
    public synchronized boolean addFeed(RecordingFeed feed) {
        return dropped == 0 && feeds.add(feed);
    }

    public void removeFeed(RecordingFeed feed) {
        feeds.remove(feed);
        onRead(feed);
    }

    /** Returns the bytes at a position as far as their block is filled, in a view of the block. */
    public synchronized ByteBuffer read(long position) {
        byte[] block = position < size ? blocks.get((int) (position / BLOCK_BYTES)) : null;
        if (block == null) {
            return ByteBuffer.allocate(0);
        }
        int start = (int) (position % BLOCK_BYTES);
        return ByteBuffer.wrap(block, start, (int) Math.min(BLOCK_BYTES - start, size - position))
                .asReadOnlyBuffer();
    }

    /** Resumes a held request after a reader has advanced. */
    public void onRead(RecordingFeed feed) {
        SpeechStream resumed = null;
        synchronized (this) {
            furthest = Math.max(furthest, feed.position());
            dropReadBlocks();
            if (held && upstream != null && hasRoom()) {
                held = false;
                resumed = upstream;
            }
        }
        if (resumed != null) {
            resumed.resume();
        }
    }

    /** Returns the times of characters with an index, if their audio was received before a position. */
    public synchronized @Nullable SpeechTiming timing(int index, long position) {
        return index < timings.size() && timings.get(index).position() <= position
                ? timings.get(index).timing()
                : null;
    }

    /** Returns the content for a file. */
    public synchronized StoredSpeech toStored() {
        ByteArrayOutputStream audio = new ByteArrayOutputStream((int) size);
        for (byte[] block : blocks) {
            if (block != null) {
                audio.write(block, 0, (int) Math.min(BLOCK_BYTES, size - audio.size()));
            }
        }
        return new StoredSpeech(createdMillis, response, List.copyOf(timings), audio.toByteArray());
    }
}
