package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.error.EngineClosedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows in which order the utterances of a player have their turns, from the one that is heard to the last that waits.
 *
 * <p>Threading: any thread; guarded by the object's lock, which is held for moments.
 */
final class UtteranceQueue {
    private final List<Utterance> utterances = new ArrayList<>();
    /** How many of them, from the first on, have had their turn. */
    private int startedCount;

    private boolean closed;

    /**
     * Gives an utterance its place.
     *
     * @return those that go to make room for it
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

    /** Returns the next one to have its turn, and counts it as having had it; null if there is none. */
    synchronized @Nullable Utterance startNext() {
        return startedCount < utterances.size() ? utterances.get(startedCount++) : null;
    }

    /** Removes one that waits; returns whether it did, so that the play thread will never see it. */
    synchronized boolean removeWaiting(Utterance utterance) {
        return utterances.indexOf(utterance) >= startedCount && utterances.remove(utterance);
    }

    /** Removes one that is over. */
    synchronized void remove(Utterance utterance) {
        int index = utterances.indexOf(utterance);
        if (index >= 0) {
            utterances.remove(index);
            startedCount -= index < startedCount ? 1 : 0;
        }
    }

    /** Returns one whose audio should be asked for, because its turn is no more than so many away; null if none. */
    synchronized @Nullable Utterance nextUnrequested(int ahead) {
        for (int i = 0; i < utterances.size() && i < Math.max(1, startedCount) + ahead; i++) {
            if (!utterances.get(i).isRequested()) {
                return utterances.get(i);
            }
        }
        return null;
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

    /** Refuses what is added from now on. */
    synchronized List<Utterance> close() {
        closed = true;
        return all();
    }

    static EngineClosedException playerClosedError() {
        return new EngineClosedException("the player is closed");
    }
}
