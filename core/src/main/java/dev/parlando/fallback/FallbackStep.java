package dev.parlando.fallback;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.SpeechEngine;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.Governor;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One source of a {@link FallbackSpeech}, and the conditions under which the next one is used. Immutable; start with
 * {@link #of} and call the {@code with} methods.
 */
public final class FallbackStep {
    /** Categories of errors that another source may not have. */
    public static final Set<ErrorCategory> DEFAULT_CATEGORIES = Collections.unmodifiableSet(EnumSet.of(
            ErrorCategory.AUTHENTICATION,
            ErrorCategory.REJECTED,
            ErrorCategory.CAPACITY,
            ErrorCategory.TRANSPORT,
            ErrorCategory.UNEXPECTED_RESPONSE,
            ErrorCategory.TRUNCATED,
            ErrorCategory.CLOSED,
            ErrorCategory.INTERNAL));

    private static final Duration MIN_LIMIT = Duration.ofMillis(1);
    private static final Duration MAX_LIMIT = Duration.ofMinutes(10);

    private final Values values;

    private FallbackStep(Values values) {
        this.values = values;
    }

    /** Returns a step that sends requests as they are, with the {@link #DEFAULT_CATEGORIES}. */
    public static FallbackStep of(SpeechSource source) {
        return new FallbackStep(new Values(Objects.requireNonNull(source, "source")));
    }

    private FallbackStep with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new FallbackStep(copy);
    }

    /**
     * Returns a copy that changes the requests, such as their voice or model. The function must be quick. It must keep the
     * output format, which is the one that the caller plays.
     */
    public FallbackStep withRequest(UnaryOperator<SpeechRequest> change) {
        Objects.requireNonNull(change, "change");
        return with(copy -> copy.change = change);
    }

    /**
     * Returns a copy that leaves a request to the next step if no audio has arrived after a time, 1 ms to 10 minutes. The
     * request is cancelled; the service may bill it.
     */
    public FallbackStep withFirstByteLimit(Duration limit) {
        checkRange("firstByteLimit", limit, MIN_LIMIT, MAX_LIMIT);
        return with(copy -> copy.firstByteLimit = limit);
    }

    /**
     * Returns a copy that asks the next step in addition, while this one still has no audio. The first of both that has
     * audio is heard, and the other request is cancelled. <strong>The service may bill both.</strong> A call has one hedge
     * at most. It is started only if
     *
     * <ul>
     * <li>its delay has passed without audio, and its budget is not used up,
     * <li>the governor of the next step has a free permit and no waiting request. It is the one of {@link #withGovernor}, or
     *     else that of a source that is a {@link SpeechEngine}.
     * </ul>
     *
     * <p>A hedge to the same source needs this step twice. A {@link SpeechEngine} receives it with the priority
     * {@link Priority#PREFETCH}, other sources with that of the call. A hedge of the same request to the same cache joins the
     * late request. The last step of a chain has no hedge.
     */
    public FallbackStep withHedging(Hedging hedging) {
        Objects.requireNonNull(hedging, "hedging");
        return with(copy -> copy.hedging = hedging);
    }

    /** Returns a copy that leaves a request to the next step after errors of these categories only. */
    public FallbackStep withCategories(Set<ErrorCategory> categories) {
        Set<ErrorCategory> copied = Set.copyOf(Objects.requireNonNull(categories, "categories"));
        return with(copy -> copy.categories = copied);
    }

    /** Returns a copy that is skipped while its limit is {@linkplain #isSaturated saturated}. */
    public FallbackStep withGovernor(Governor governor) {
        return withGovernor(governor, FallbackStep::isSaturated);
    }

    /**
     * Returns a copy that is skipped while a condition on its limit holds. The last step of a chain is never skipped.
     *
     * @param governor the governor of the source
     * @param skip a quick function of the limit for the model of the request
     */
    public FallbackStep withGovernor(Governor governor, Predicate<LimitSnapshot> skip) {
        Objects.requireNonNull(governor, "governor");
        Objects.requireNonNull(skip, "skip");
        return with(copy -> {
            copy.governor = governor;
            copy.skip = skip;
        });
    }

    /**
     * Returns whether a new request would wait for at least one whole utterance: the service has asked for a pause, or as
     * many requests wait as may run. A share of a fleet may be 0 while no request needs it; the first request is then not
     * passed on.
     */
    public static boolean isSaturated(LimitSnapshot limit) {
        return limit.pausedNanos() > 0 || limit.queued() >= Math.max(1, limit.limit());
    }

    SpeechSource source() {
        return values.source;
    }

    /** Returns the request of this step for a request of the caller. */
    SpeechRequest change(SpeechRequest request) {
        SpeechRequest changed = Objects.requireNonNull(values.change.apply(request), "null instead of a request");
        if (!changed.outputFormat().equals(request.outputFormat())) {
            throw new InvalidRequestException(
                    "output_format",
                    "a step changes " + request.outputFormat() + " to " + changed.outputFormat()
                            + ", which the caller does not expect; keep the format");
        }
        return changed;
    }

    @Nullable
    Duration firstByteLimit() {
        return values.firstByteLimit;
    }

    /** Returns the state of the hedges of a chain with this step, or null if it has none. */
    @Nullable
    StepHedges newHedges() {
        return values.hedging == null ? null : new StepHedges(values.hedging);
    }

    /** Returns whether a request of the caller is left to the next step because of the limit. */
    boolean isSkipped(SpeechRequest request) {
        Governor governor = values.governor;
        return governor != null
                && values.skip.test(governor.snapshot(change(request).modelId()));
    }

    /**
     * Returns whether a request of this step would not wait, and would let no other one wait, as far as that is known.
     *
     * @param changed the request of this step
     */
    boolean hasFreePermit(SpeechRequest changed) {
        Governor governor = values.governor;
        if (governor == null && values.source instanceof SpeechEngine engine) {
            governor = engine.governor();
        }
        if (governor == null) {
            return true;
        }
        LimitSnapshot limit = governor.snapshot(changed.modelId());
        boolean free = limit.pausedNanos() <= 0 && limit.queued() == 0 && limit.inFlight() < limit.limit();
        return free && !values.skip.test(limit);
    }

    /**
     * Returns the options of a hedge for those of an attempt. If another call has taken the free permit of an engine in the
     * meantime, the hedge waits behind all calls. A cache would wait longer for the requests of other machines, too.
     */
    CallOptions ofHedge(CallOptions options) {
        return values.source instanceof SpeechEngine ? options.withPriority(Priority.PREFETCH) : options;
    }

    /** Returns whether the next step is used after an error. Nothing is in time after the caller's deadline. */
    boolean accepts(ParlandoException error) {
        return error.timeoutPhase() != TimeoutPhase.DEADLINE && values.categories.contains(error.category());
    }

    private static final class Values {
        final SpeechSource source;
        UnaryOperator<SpeechRequest> change = request -> request;
        Set<ErrorCategory> categories = DEFAULT_CATEGORIES;
        Predicate<LimitSnapshot> skip = FallbackStep::isSaturated;

        @Nullable
        Governor governor;

        @Nullable
        Duration firstByteLimit;

        @Nullable
        Hedging hedging;

        Values(SpeechSource source) {
            this.source = source;
        }

        Values copy() {
            Values copy = new Values(source);
            copy.change = change;
            copy.categories = categories;
            copy.skip = skip;
            copy.governor = governor;
            copy.firstByteLimit = firstByteLimit;
            copy.hedging = hedging;
            return copy;
        }
    }
}
