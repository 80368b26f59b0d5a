package dev.parlando.fallback;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.ParlandoException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: one, or two while a hedge runs. It decides which of them speaks, and when the next step
 * follows.
 *
 * <p>Threading: safe for use from any thread. It calls no code of users.
 */
final class AttemptRace {
    /** The consequence of a failed attempt. */
    enum Consequence {
        /** None: another attempt is running or speaks. */
        NONE,
        /** The next step follows. */
        NEXT_STEP,
        /** The call fails. */
        FAILURE
    }

    private final int steps;

    @GuardedBy("this")
    private final List<StepAttempt> running = new ArrayList<>(2);

    @GuardedBy("this")
    private final List<ParlandoException> failures = new ArrayList<>();

    @GuardedBy("this")
    private int next;

    @GuardedBy("this")
    private boolean hedged;

    @GuardedBy("this")
    private boolean decided;

    @GuardedBy("this")
    private boolean cancelled;

    /** Whether an attempt had an error after which no step may follow. */
    @GuardedBy("this")
    private boolean lastFailure;

    /**
     * Creates a race without attempts.
     *
     * @param steps number of steps of the chain
     */
    AttemptRace(int steps) {
        this.steps = steps;
    }

    /** Returns the index of the first step that was not used or skipped. */
    synchronized int next() {
        return next;
    }

    /** Returns the errors of the attempts so far. */
    synchronized List<ParlandoException> failures() {
        return List.copyOf(failures);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Returns the attempts that are running. */
    synchronized List<StepAttempt> running() {
        return List.copyOf(running);
    }

    /** Adds the error of a hedge that could not start. */
    synchronized void addFailure(ParlandoException error) {
        failures.add(error);
    }

    synchronized boolean isRunning(StepAttempt attempt) {
        return running.contains(attempt);
    }

    /** Adds the only attempt. */
    synchronized void add(StepAttempt attempt) {
        running.add(attempt);
        next = attempt.index() + 1;
    }

    /** Returns whether an attempt without audio may have a hedge: the first one of the call, while a step is left. */
    synchronized boolean mayHedge(StepAttempt late) {
        return !hedged && !decided && !cancelled && next < steps && running.contains(late);
    }

    /** Adds a second attempt, if the first one still {@linkplain #mayHedge needs} it and the budget allows it. */
    synchronized boolean addHedge(StepAttempt late, StepAttempt hedge, StepHedges budget) {
        if (!mayHedge(late) || !budget.take()) {
            return false;
        }
        hedged = true;
        add(hedge);
        return true;
    }

    /**
     * Makes an attempt the one that speaks.
     *
     * @return the attempts that ran until now, among them this one; none if another one speaks or this one was given up
     */
    synchronized List<StepAttempt> win(StepAttempt attempt) {
        if (decided || !running.contains(attempt)) {
            return List.of();
        }
        decided = true;
        List<StepAttempt> all = List.copyOf(running);
        running.retainAll(List.of(attempt));
        return all;
    }

    /** Returns whether an attempt without audio may be given up, since another one runs or can follow. */
    synchronized boolean mayGiveUp(StepAttempt attempt) {
        return !decided && !cancelled && running.contains(attempt) && (running.size() > 1 || next < steps);
    }

    /** Removes an attempt that failed before its first audio. */
    synchronized Consequence leave(StepAttempt attempt, ParlandoException error) {
        if (decided || !running.remove(attempt)) {
            return Consequence.NONE;
        }
        failures.add(error);
        lastFailure |= !attempt.step().accepts(error);
        if (!running.isEmpty()) {
            return Consequence.NONE;
        }
        return lastFailure || cancelled || next >= steps ? Consequence.FAILURE : Consequence.NEXT_STEP;
    }

    /**
     * Removes an attempt that has no audio in time, if it {@linkplain #mayGiveUp may} be given up.
     *
     * @return null if it may not
     */
    synchronized @Nullable Consequence giveUp(StepAttempt attempt, ParlandoException late) {
        return mayGiveUp(attempt) ? leave(attempt, late) : null;
    }

    /** Prevents further attempts and returns the running ones. */
    synchronized List<StepAttempt> cancel() {
        cancelled = true;
        return running();
    }
}
