package dev.parlando.audio.internal.player;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.EngineClosedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a player's utterances in playback order, from the one being played to the last waiting one.
 *
 * <p>Threading: safe for use from any thread. Guarded by the object's lock, which is held only briefly.
 */
final class UtteranceQueue {
    @GuardedBy("this")
    private final List<Utterance> utterances = new ArrayList<>();
    /** The number of utterances at the start of the list whose playback has started. */
    @GuardedBy("this")
    private int startedCount;

    @GuardedBy("this")
    private boolean closed;

    /**
     * Inserts an utterance at a queue position.
     *
     * @return the utterances that must end to make room for it
     * @throws EngineClosedException if the player is closed
     */
    synchronized List<Utterance> add(Utterance utterance, QueuePosition position) {
        if (closed) {
            throw playerClosedError();
        }
        List<Utterance> displaced = position == QueuePosition.NOW ? List.copyOf(utterances) : List.of();
        utterances.add(position == QueuePosition.LAST ? utterances.size() : startedCount, utterance);
        return displaced;
    }

    /** Returns the next waiting utterance and marks its playback as started. Returns {@code null} if none waits. */
    synchronized @Nullable Utterance startNext() {
        return startedCount < utterances.size() ? utterances.get(startedCount++) : null;
    }

    /**
     * Removes a waiting utterance. Returns whether it was removed, in which case the playback thread never processes
     * it.
     */
    synchronized boolean removeWaiting(Utterance utterance) {
        return utterances.indexOf(utterance) >= startedCount && utterances.remove(utterance);
    }

    /** Removes an utterance that has ended. */
    synchronized void remove(Utterance utterance) {
        int index = utterances.indexOf(utterance);
        if (index >= 0) {
            utterances.remove(index);
            startedCount -= index < startedCount ? 1 : 0;
        }
    }

    /**
     * Returns the first utterance that was not requested and is at most {@code ahead} positions from playback, or
     * {@code null} if there is none.
     */
    synchronized @Nullable Utterance nextUnrequested(int ahead) {
        for (int i = 0; i < utterances.size() && i < Math.max(1, startedCount) + ahead; i++) {
            if (!utterances.get(i).isRequested()) {
                return utterances.get(i);
            }
        }
        return null;
    }

    /** Returns the lowest format in which neither {@code format} nor the waiting utterances lose anything. */
    synchronized PcmFormat formatForAll(PcmFormat format) {
        PcmFormat all = format;
        for (int i = startedCount; i < utterances.size(); i++) {
            all = LosslessFormat.forBoth(all, utterances.get(i).feed().format());
        }
        return all;
    }

    /** Returns the utterance at an index of the queue if its audio was requested, or {@code null}. */
    synchronized @Nullable Utterance requestedAt(int index) {
        return index < utterances.size() && utterances.get(index).isRequested() ? utterances.get(index) : null;
    }

    /** Drops the utterances that were not heard in time. Returns whether there were any. */
    boolean dropLate(SinkClock clock) {
        boolean dropped = false;
        Utterance late = firstLate(clock);
        while (late != null) {
            late.endWith(PlaybackCommand.DROP);
            dropped = true;
            late = firstLate(clock);
        }
        return dropped;
    }

    private synchronized @Nullable Utterance firstLate(SinkClock clock) {
        for (int i = 0; i < utterances.size(); i++) {
            if (utterances.get(i).nanosUntilLate(clock) <= 0) {
                return utterances.get(i);
            }
        }
        return null;
    }

    /** Returns the time until the next utterance is late, or {@link PlaybackLoop#FOREVER} if none can be. */
    synchronized long nanosUntilLate(SinkClock clock) {
        long nanos = PlaybackLoop.FOREVER;
        for (int i = 0; i < utterances.size(); i++) {
            nanos = Math.min(nanos, utterances.get(i).nanosUntilLate(clock));
        }
        return Math.max(0, nanos);
    }

    synchronized boolean hasWaiting() {
        return startedCount < utterances.size();
    }

    synchronized List<Utterance> all() {
        return List.copyOf(utterances);
    }

    synchronized List<Utterance> waiting() {
        return List.copyOf(utterances.subList(startedCount, utterances.size()));
    }

    /** Rejects all later additions. Returns the remaining utterances. */
    synchronized List<Utterance> close() {
        closed = true;
        return all();
    }

    static EngineClosedException playerClosedError() {
        return new EngineClosedException("the player is closed");
    }
}
