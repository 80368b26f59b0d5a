package dev.parlando.fallback;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import dev.parlando.transcript.SpeechTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The use of one step by one call. It keeps its response and the first times of characters until it has audio, since
 * another step may follow before that.
 *
 * <p>Threading: its methods as {@link ChunkHandler} are called by one thread at a time, which owns the fields that are not
 * volatile. The others may be called on any thread.
 */
final class StepAttempt implements ChunkHandler {
    /** Progress of an attempt. */
    private enum State {
        /** No audio has arrived. */
        WAITING,
        /** The attempt calls the handler. */
        SPEAKING,
        /** Another step, or the failure of the call, has taken its place. */
        OVER
    }

    private final ChainedStream owner;
    private final FallbackStep step;
    private final int index;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final List<SpeechTiming> earlyTimings = new ArrayList<>();
    private volatile Runnable stopLimit = () -> {};
    private volatile @Nullable SpeechStream stream;
    private @Nullable SpeechResponse response;

    StepAttempt(ChainedStream owner, FallbackStep step, int index) {
        this.owner = owner;
        this.step = step;
        this.index = index;
    }

    FallbackStep step() {
        return step;
    }

    int index() {
        return index;
    }

    void start(SpeechRequest request, CallOptions options) {
        SpeechRequest changed = step.change(request);
        Duration limit = step.firstByteLimit();
        if (limit != null && owner.mayFollow(this)) {
            stopLimit = owner.chain().timer().schedule(() -> onLate(limit), limit.toNanos());
        }
        try {
            set(step.source().stream(changed, this, options));
        } catch (Throwable refused) {
            onError(UnexpectedFailure.toException(refused));
        }
    }

    private void set(SpeechStream started) {
        stream = started;
        if (state.get() == State.OVER || owner.isCancelled()) {
            started.cancel();
        } else if (owner.isResumed()) {
            started.resume();
        }
    }

    private void onLate(Duration limit) {
        if (owner.mayFollow(this) && leave()) {
            cancel();
            owner.onFailed(this, ChainedStream.late(limit));
        }
    }

    /** Ends the attempt before its first audio. Returns false if it speaks, or if it has ended before. */
    private boolean leave() {
        boolean left = state.compareAndSet(State.WAITING, State.OVER);
        if (left) {
            stopLimit.run();
        }
        return left;
    }

    /** Begins to call the handler. Returns false if another step has taken the place of this one. */
    private boolean speak() {
        if (state.compareAndSet(State.WAITING, State.SPEAKING)) {
            stopLimit.run();
            owner.chain().onSpoken(index);
            SpeechResponse headers = response;
            if (headers != null) {
                owner.respond(headers);
            }
            earlyTimings.forEach(owner.handler()::onTiming);
            earlyTimings.clear();
        }
        return state.get() == State.SPEAKING;
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        response = headers;
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        return speak() ? owner.handler().onChunk(chunk) : ChunkAction.CANCEL;
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        if (state.get() == State.SPEAKING) {
            owner.handler().onTiming(timing);
        } else {
            earlyTimings.add(timing);
        }
    }

    @Override
    public void onEnd(SpeechResult result) {
        boolean silent = leave();
        if (silent || state.get() == State.SPEAKING) {
            owner.end(result);
        }
    }

    @Override
    public void onError(ParlandoException error) {
        if (leave()) {
            owner.onFailed(this, error);
        } else if (state.get() == State.SPEAKING) {
            owner.fail(error);
        }
    }

    void resume() {
        SpeechStream started = stream;
        if (started != null) {
            started.resume();
        }
    }

    void cancel() {
        SpeechStream started = stream;
        if (started != null) {
            started.cancel();
        }
    }
}
