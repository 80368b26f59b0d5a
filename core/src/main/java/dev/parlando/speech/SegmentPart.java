package dev.parlando.speech;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.transcript.Alignment;
import dev.parlando.transcript.SpeechTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link SegmentedStream}. It holds its audio until the parts before it have ended, so that the unread
 * bytes of a request sent ahead are bounded by its flow-control window.
 *
 * <p>Threading: the handler methods run on the ring thread of the request, which owns the fields that are neither
 * volatile nor atomic. The turn is given by the thread that steps the stream.
 */
final class SegmentPart implements ChunkHandler {
    private enum Phase {
        /** The parts before this one have not ended. */
        WAITING,
        /** Waiting, with a stream that was held. */
        HELD,
        /** This part delivers. */
        TURN,
        /** The response has ended. */
        OVER
    }

    /** The length of a character of speech before the service has sent times, in milliseconds. */
    private static final double MILLIS_PER_CHARACTER = 65;

    /** The delay of the LAME encoder and the decoder, in audio frames. */
    private static final int MP3_LEAD_IN_FRAMES = 576 + 529;

    private final SegmentedStream owner;
    private final boolean first;
    private final SpeechRequest request;
    private final TimelineRecorder timeline;
    private final long startNanos;
    private final double bytesPerMilli;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final List<SpeechTiming> earlyTimings = new ArrayList<>();
    private final double lowMillis;

    private volatile double offsetMillis;
    private volatile @Nullable SpeechResponse response;
    private volatile @Nullable ParlandoException error;
    private volatile boolean cancelled;
    private volatile long bytes;
    private volatile long chunks;
    /** End of the timed characters, in milliseconds since the start of this part. */
    private volatile double timedMillis;

    private volatile int timedCharacters;
    private boolean low;

    @GuardedBy("this")
    private @Nullable SpeechStream stream;

    @GuardedBy("this")
    private boolean resumeRequested;

    @GuardedBy("this")
    private boolean cancelRequested;

    /**
     * Creates a part that waits for its turn.
     *
     * @param first whether this is the first part
     * @param startNanos start of the timeline of this part in that of the whole stream
     * @param lowMillis length of undelivered audio that counts as low
     */
    SegmentPart(
            SegmentedStream owner,
            boolean first,
            SpeechRequest request,
            TimelineRecorder timeline,
            long startNanos,
            double lowMillis) {
        this.owner = owner;
        this.first = first;
        this.request = request;
        this.timeline = timeline;
        this.startNanos = startNanos;
        this.lowMillis = lowMillis;
        this.bytesPerMilli = request.outputFormat().bytesPerSecond() / 1000.0;
    }

    TimelineRecorder timeline() {
        return timeline;
    }

    boolean isFirst() {
        return first;
    }

    long startNanos() {
        return startNanos;
    }

    /** Sets the stream, which may have called the handler before its source returned it. */
    void set(SpeechStream newStream) {
        boolean resume;
        boolean cancel;
        synchronized (this) {
            stream = newStream;
            resume = resumeRequested;
            cancel = cancelRequested;
        }
        if (cancel) {
            newStream.cancel();
        } else if (resume) {
            newStream.resume();
        }
    }

    void resume() {
        SpeechStream running;
        synchronized (this) {
            resumeRequested = true;
            running = stream;
        }
        if (running != null) {
            running.resume();
        }
    }

    void cancel() {
        SpeechStream running;
        synchronized (this) {
            cancelRequested = true;
            running = stream;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** Lets this part deliver its audio, which starts at a time of the whole stream. */
    void takeTurn(double startMillis) {
        offsetMillis = startMillis;
        Phase before = phase.getAndUpdate(current -> current == Phase.OVER ? Phase.OVER : Phase.TURN);
        if (before == Phase.HELD) {
            resume();
        }
    }

    boolean isOver() {
        return phase.get() == Phase.OVER;
    }

    /** Returns whether little audio of this part is left to deliver, by the times of its characters so far. */
    boolean isLow() {
        if (phase.get() != Phase.TURN) {
            return false;
        }
        int characters = timedCharacters;
        double rate = characters == 0 ? MILLIS_PER_CHARACTER : timedMillis / characters;
        double totalMillis = Math.max(timedMillis, rate * request.text().length());
        return bytes > 0 && totalMillis - deliveredMillis() <= lowMillis;
    }

    private double deliveredMillis() {
        return bytesPerMilli > 0 ? bytes / bytesPerMilli : timedMillis;
    }

    /** Returns the length of the decoded audio, in milliseconds. Decoders remove the lead-in of each part. */
    double lengthMillis() {
        OutputFormat format = request.outputFormat();
        double leadIn = format.codec() == AudioCodec.MP3 ? 1000.0 * MP3_LEAD_IN_FRAMES / format.sampleRateHz() : 0;
        return Math.max(0, deliveredMillis() - leadIn);
    }

    long bytes() {
        return bytes;
    }

    long chunks() {
        return chunks;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Nullable
    SpeechResponse response() {
        return response;
    }

    @Nullable
    ParlandoException error() {
        return error;
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        response = headers;
        owner.onResponse(this, headers);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    public ChunkAction onChunk(Chunk chunk) {
        if (owner.isStopped()) {
            return ChunkAction.CANCEL;
        }
        if (phase.compareAndSet(Phase.WAITING, Phase.HELD)) {
            return ChunkAction.HOLD;
        }
        deliverEarlyTimings();
        int before = chunk.remaining();
        ChunkAction action = owner.deliver(this, chunk);
        int left = action == ChunkAction.CONTINUE ? 0 : chunk.remaining();
        bytes += before - left;
        if (left == 0) {
            chunks++;
        }
        reportIfLow();
        return action;
    }

    @Override
    public void onTiming(SpeechTiming timing) {
        if (phase.get() == Phase.TURN) {
            deliverEarlyTimings();
            deliver(timing);
            reportIfLow();
        } else {
            earlyTimings.add(timing);
        }
    }

    private void deliverEarlyTimings() {
        if (!earlyTimings.isEmpty()) {
            earlyTimings.forEach(this::deliver);
            earlyTimings.clear();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The ring thread is the only writer.
    private void deliver(SpeechTiming timing) {
        Alignment alignment = timing.alignment();
        if (alignment != null && alignment.size() > 0) {
            timedCharacters += alignment.size();
            timedMillis = Math.max(timedMillis, alignment.endMillis(alignment.size() - 1));
        }
        owner.deliver(timing.shifted(offsetMillis));
    }

    private void reportIfLow() {
        boolean wasLow = low;
        low = isLow();
        if (low && !wasLow) {
            owner.signal();
        }
    }

    @Override
    public void onEnd(SpeechResult result) {
        cancelled = result.cancelled();
        end();
    }

    @Override
    public void onError(ParlandoException failure) {
        error = failure;
        end();
    }

    private void end() {
        if (phase.get() == Phase.TURN) {
            deliverEarlyTimings();
        }
        phase.set(Phase.OVER);
        owner.signal();
    }
}
