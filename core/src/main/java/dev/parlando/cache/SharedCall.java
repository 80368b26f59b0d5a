package dev.parlando.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.cache.Recording;
import dev.parlando.internal.cache.StoredSpeech;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The use of the shared store by one recording: the search for its audio, the claim of its name, and the wait while another
 * machine has claimed it. A wait needs no thread: a message of the store ends it, or a timer.
 *
 * <p>Threading: safe for use from any thread.
 */
final class SharedCall {
    /** Time between two searches while another machine has the claim. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Progress of a call. */
    private enum State {
        /** A search is due. */
        WAITING,
        /** The store is being read, and the name claimed. */
        SEARCHING,
        /** This machine requests the audio and has the claim. */
        CLAIMED,
        ENDED
    }

    private final SharedTier tier;
    private final Recording recording;
    private final Consumer<@Nullable StoredSpeech> then;
    private final StoreClaim claim;

    @GuardedBy("this")
    private State state = State.WAITING;

    @GuardedBy("this")
    private long waitEndNanos;

    @GuardedBy("this")
    private boolean hasWaited;

    /** Whether a claim of the name was released since the search began. */
    @GuardedBy("this")
    private boolean released;

    @GuardedBy("this")
    private Runnable stopTimer = () -> {};

    SharedCall(
            SharedTier tier,
            Recording recording,
            StoreClaim claim,
            long waitNanos,
            Consumer<@Nullable StoredSpeech> then) {
        this.tier = tier;
        this.recording = recording;
        this.claim = claim;
        this.then = then;
        this.waitEndNanos = tier.timer().nanoTime() + waitNanos;
    }

    String name() {
        return claim.name();
    }

    /** Starts a search, unless one is running or this call has ended. */
    void search() {
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.SEARCHING;
            released = false;
            setTimer(this::onTimeout, tier.timeoutNanos());
        }
        if (!tier.guarded().tryPass() || !tier.threads().execute(this::readOrClaim)) {
            end(null);
        }
    }

    @GuardedBy("this")
    private void setTimer(Runnable task, long delayNanos) {
        stopTimer.run();
        stopTimer = tier.timer().schedule(task, delayNanos);
    }

    private void readOrClaim() {
        if (!isSearching()) {
            return; // It has waited for a thread for too long.
        }
        StoredSpeech stored = tier.read(name());
        if (stored != null || tier.guarded().isGone()) {
            end(stored);
            return;
        }
        Boolean claimed = claim.take();
        if (claimed == null) {
            end(null);
        } else if (claimed) {
            onClaimed();
        } else {
            awaitRelease();
        }
    }

    private synchronized boolean isSearching() {
        return state == State.SEARCHING;
    }

    /** Reads again: the claim of another machine may have ended between the read and the claim. */
    private void onClaimed() {
        StoredSpeech stored = tier.read(name());
        if (stored == null && keepClaim()) {
            then.accept(null);
        } else {
            claim.release();
            end(stored);
        }
    }

    private synchronized boolean keepClaim() {
        if (state != State.SEARCHING) {
            return false; // The call has ended while the store was slow.
        }
        state = State.CLAIMED;
        stopTimer.run();
        claim.keep();
        return true;
    }

    private void awaitRelease() {
        boolean waits;
        boolean again;
        synchronized (this) {
            long leftNanos = waitEndNanos - tier.timer().nanoTime();
            waits = state == State.SEARCHING && leftNanos > 0;
            again = waits && released;
            if (waits) {
                state = State.WAITING;
                setTimer(this::search, Math.min(POLL_NANOS, leftNanos));
                countWait();
            }
        }
        if (!waits) {
            end(null);
        } else if (again) {
            search();
        }
    }

    @GuardedBy("this")
    private void countWait() {
        if (!hasWaited) {
            hasWaited = true;
            tier.onWait();
        }
    }

    /** Called when a claim of the name was released, by any machine. */
    void onRelease() {
        synchronized (this) {
            released = true;
        }
        search();
    }

    /** Shortens the wait for another machine. */
    void limitWait(long waitNanos) {
        synchronized (this) {
            long endNanos = tier.timer().nanoTime() + waitNanos;
            if (endNanos - waitEndNanos >= 0) {
                return;
            }
            waitEndNanos = endNanos;
        }
        search(); // For the last time, if there is no time left.
    }

    private void onTimeout() {
        if (endFrom(State.SEARCHING)) {
            tier.guarded().onTimeout();
            then.accept(null);
        }
    }

    /** Ends the call, unless it has a claim or has ended. */
    private void end(@Nullable StoredSpeech stored) {
        if (endFrom(State.WAITING, State.SEARCHING)) {
            then.accept(stored);
        }
    }

    /** Ends the call if its progress is one of these; returns whether it was. */
    private boolean endFrom(State... states) {
        synchronized (this) {
            if (!List.of(states).contains(state)) {
                return false;
            }
            state = State.ENDED;
            stopTimer.run();
        }
        tier.forget(recording);
        return true;
    }

    /** Ends the call, and returns an action that releases the claim if there is one. */
    Runnable takeClaim() {
        boolean claimed = !endFrom(State.WAITING, State.SEARCHING) && endFrom(State.CLAIMED);
        return claimed ? claim::release : () -> {};
    }

    /** Releases the claim if the recording has ended in another way than {@link SharedTier#store}. */
    void onRecordingEnd() {
        takeClaim().run();
    }
}
