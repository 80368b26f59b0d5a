package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.Turn;
import dev.parlando.error.EngineClosedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows in which order the utterances of a player have their turns, from the one that is heard to the last that waits.
 *
 * <p>Threading: any thread; guarded by the object's lock, which is held for moments.
 */
final class Lineup {
    private final List<Utterance> live = new ArrayList<>();
    /** How many of them, from the first on, have had their turn. */
    private int onStage;

    private boolean closed;

    /**
     * Gives an utterance its place.
     *
     * @return those that go to make room for it
     * @throws EngineClosedException if the player is closed
     */
    synchronized List<Utterance> add(Utterance utterance, Turn turn) {
        if (closed) {
            throw playerClosed();
        }
        List<Utterance> leaving = turn == Turn.NOW ? List.copyOf(live) : List.of();
        live.add(turn == Turn.LAST ? live.size() : onStage, utterance);
        return leaving;
    }

    /** Returns the next one to have its turn, and counts it as having had it; null if there is none. */
    synchronized @Nullable Utterance takeNext() {
        return onStage < live.size() ? live.get(onStage++) : null;
    }

    /** Removes one that waits; returns whether it did, so that the play thread will never see it. */
    synchronized boolean withdraw(Utterance utterance) {
        return live.indexOf(utterance) >= onStage && live.remove(utterance);
    }

    /** Removes one that is over. */
    synchronized void remove(Utterance utterance) {
        int index = live.indexOf(utterance);
        if (index >= 0) {
            live.remove(index);
            onStage -= index < onStage ? 1 : 0;
        }
    }

    /** Returns one whose audio should be asked for, because its turn is no more than so many away; null if none. */
    synchronized @Nullable Utterance unrequested(int ahead) {
        for (int i = 0; i < live.size() && i < Math.max(1, onStage) + ahead; i++) {
            if (!live.get(i).isRequested()) {
                return live.get(i);
            }
        }
        return null;
    }

    synchronized boolean hasWaiting() {
        return onStage < live.size();
    }

    synchronized List<Utterance> all() {
        return List.copyOf(live);
    }

    synchronized List<Utterance> waiting() {
        return List.copyOf(live.subList(onStage, live.size()));
    }

    /** Refuses what is added from now on. */
    synchronized List<Utterance> close() {
        closed = true;
        return all();
    }

    static EngineClosedException playerClosed() {
        return new EngineClosedException("the player is closed");
    }
}
