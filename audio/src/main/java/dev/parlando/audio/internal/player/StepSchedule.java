package dev.parlando.audio.internal.player;

import dev.parlando.audio.sink.SinkClock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The schedule of the playback loop. It computes the time until a step is due that no other thread requests.
 *
 * <p>Arriving audio and commands wake the playback thread, so only the sink and the clock are awaited. An utterance
 * behind a suspended one needs neither.
 *
 * <p>Threading: confined to the playback thread. Cost: no allocation.
 */
final class StepSchedule {
    private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The longest wait for a position that stands still, as that of a sink that its reader does not read. */
    private static final long MAX_STANDSTILL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReplayableSink sink;
    private final SinkClock clock;
    private final SinkWriter writer;
    private long lastPosition;
    private long lastWritten;
    /** The time of the last change of these two. */
    private long movedNanos;

    StepSchedule(ReplayableSink sink, SinkClock clock, SinkWriter writer) {
        this.sink = sink;
        this.clock = clock;
        this.writer = writer;
    }

    /**
     * Returns the time until more work is due, or {@link PlaybackLoop#FOREVER}.
     *
     * @param mayHaveRunDry whether the sink had samples to play in this step. If it has none now, it may have played them
     *     after the position was read for the decisions of this step, so another step is due
     */
    long waitNanos(List<PlayingUtterance> utterances, boolean mayHaveRunDry) {
        if (utterances.isEmpty() && !sink.isOpen()) {
            return PlaybackLoop.FOREVER;
        }
        long position = sink.positionAudioFrames();
        long unplayed = sink.writtenAudioFrames() - position;
        if (unplayed == 0 && mayHaveRunDry && !utterances.isEmpty() && sink.isPaced()) {
            return MIN_WAIT_NANOS;
        }
        long sinkNanos = nanosUntilSink(utterances, position, unplayed);
        if (sinkNanos != PlaybackLoop.FOREVER) {
            sinkNanos = Math.max(sinkNanos, standstillWaitNanos(position, unplayed));
        }
        long nanos = Math.min(sinkNanos, nanosUntilClock(utterances));
        return nanos == PlaybackLoop.FOREVER ? nanos : Math.max(nanos, MIN_WAIT_NANOS);
    }

    /** Returns the time until the position of the sink requires a step. */
    private long nanosUntilSink(List<PlayingUtterance> utterances, long position, long unplayed) {
        long nanos = PlaybackLoop.FOREVER;
        for (int i = 0; i < utterances.size(); i++) {
            PlayingUtterance playing = utterances.get(i);
            nanos = Math.min(nanos, Math.min(playing.nanosUntilWord(position), playing.nanosUntilEnd(position)));
        }
        if (utterances.isEmpty()) {
            return unplayed > 0 ? sink.durationNanos(unplayed) : nanos;
        }
        PlayingUtterance current = current(utterances);
        if (sink.isRemoving()) {
            nanos = Math.min(nanos, sink.nanosUntilRemoval());
        } else if (writer.hasWritable(current)) {
            nanos = Math.min(nanos, nanosUntilRoom(current, unplayed));
        } else if (unplayed > 0) {
            nanos = Math.min(nanos, writer.nanosUntilWrite(current, unplayed));
        }
        return nanos;
    }

    private long nanosUntilRoom(PlayingUtterance current, long unplayed) {
        long freeNanos = unplayed > 0 ? writer.nanosUntilWrite(current, unplayed) : MIN_WAIT_NANOS;
        return Math.max(freeNanos, sink.nanosUntilRoom());
    }

    /** Returns the time until a hold expires or a delayed start is due. */
    private long nanosUntilClock(List<PlayingUtterance> utterances) {
        long nanos = PlaybackLoop.FOREVER;
        for (int i = 0; i < utterances.size(); i++) {
            PlaybackCommand command = utterances.get(i).utterance().command();
            if (command.kind() == PlaybackCommand.Kind.HOLD) {
                nanos = Math.min(nanos, command.untilNanos() - clock.nanoTime());
            }
        }
        if (!utterances.isEmpty()) {
            long delayNanos = writer.startDelayNanos(current(utterances));
            nanos = delayNanos > 0 ? Math.min(nanos, delayNanos) : nanos;
        }
        return nanos;
    }

    /** Returns the utterance to be written next: the first one that is suspended or not fully written, or the last. */
    private static PlayingUtterance current(List<PlayingUtterance> utterances) {
        int index = 0;
        while (index < utterances.size() - 1
                && utterances.get(index).isFullyWritten()
                && !utterances.get(index).state().isSuspended()) {
            index++;
        }
        return utterances.get(index);
    }

    /** Returns a wait that grows while the position of the sink stands still, since no other event depends on it. */
    private long standstillWaitNanos(long position, long unplayed) {
        long now = clock.nanoTime();
        long written = position + unplayed;
        if (unplayed == 0 || position != lastPosition || written != lastWritten) {
            lastPosition = position;
            lastWritten = written;
            movedNanos = now;
        }
        return Math.min(MAX_STANDSTILL_WAIT_NANOS, now - movedNanos);
    }
}
