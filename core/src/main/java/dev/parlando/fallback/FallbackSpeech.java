package dev.parlando.fallback;

import dev.parlando.internal.live.LiveTimer;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source of speech that uses the next of several sources if one fails, is saturated or is too slow.
 *
 * <p>The next step is used before the first audio only. After that, a failure is reported to the handler, so that no
 * text is spoken twice. The handler sees one stream: the response is that of the step that speaks. If all steps fail, the last
 * error is reported, with the earlier ones as its suppressed exceptions.
 *
 * <p>With {@link FallbackStep#withHedging} the next step is asked while a slow step is still running, and the first of both
 * that has audio is heard.
 *
 * <p>A deadline applies to the whole call. Each sentence of a live text is a request of its own and may therefore be
 * spoken by another step.
 *
 * <p>Threading: safe for use from any thread; no method blocks. The handler is called on the threads of the step that
 * speaks, even if it asks for the event loop.
 */
public final class FallbackSpeech implements SpeechSource {
    private final List<FallbackStep> steps;
    private final LiveTimer timer;
    private final AtomicLongArray spoken;
    private final List<@Nullable StepHedges> hedges;
    private final AtomicLong hedgesStarted = new AtomicLong();
    private final AtomicLong hedgesWon = new AtomicLong();

    FallbackSpeech(List<FallbackStep> steps, LiveTimer timer) {
        this.steps = List.copyOf(steps);
        this.timer = timer;
        this.spoken = new AtomicLongArray(steps.size());
        this.hedges = new ArrayList<>();
        steps.forEach(step -> hedges.add(step.newHedges()));
    }

    /** Returns a source of one step and further ones, in the order in which they are tried. */
    public static FallbackSpeech of(FallbackStep first, FallbackStep... others) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(others, "others");
        List<FallbackStep> steps =
                Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
        return new FallbackSpeech(steps, LiveTimer.ofJdk());
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        ChainedStream stream = new ChainedStream(this, request, handler, options);
        stream.startNext();
        return stream;
    }

    /** Returns the number of calls whose audio came from each step, in their order. */
    public List<Long> spokenByStep() {
        return LongStream.range(0, steps.size())
                .map(step -> spoken.get((int) step))
                .boxed()
                .toList();
    }

    /** Returns the number of {@linkplain FallbackStep#withHedging hedges}, each of which was a second request of a call. */
    public long hedgesStarted() {
        return hedgesStarted.get();
    }

    /** Returns the number of hedges that had audio before the other request. */
    public long hedgesWon() {
        return hedgesWon.get();
    }

    /** Returns the index of the first step from one on that is not skipped. The last step is never skipped. */
    int firstUsable(int from, SpeechRequest request) {
        int step = from;
        while (step < steps.size() - 1 && steps.get(step).isSkipped(request)) {
            step++;
        }
        return step;
    }

    /** Returns the hedges of a step, or null if it has none. */
    @Nullable
    StepHedges hedges(int step) {
        return hedges.get(step);
    }

    List<FallbackStep> steps() {
        return steps;
    }

    LiveTimer timer() {
        return timer;
    }

    void onSpoken(int step, boolean hedge) {
        spoken.incrementAndGet(step);
        if (hedge) {
            hedgesWon.incrementAndGet();
        }
    }

    void onHedged() {
        hedgesStarted.incrementAndGet();
    }
}
