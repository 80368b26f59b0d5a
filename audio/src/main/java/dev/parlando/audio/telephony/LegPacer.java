package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.Lateness;
import dev.parlando.audio.internal.pace.PacedTask;
import dev.parlando.audio.internal.pace.PacketRing;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.UnexpectedFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The pace-thread part of a leg: selects the packets, sends them, and reports marks and ends.
 *
 * <p>Threading: owned by the pace thread. Cost: no allocation per packet; a sink that queues packets costs one mark per
 * {@value #POSITION_MARK_MILLIS} ms.
 */
final class LegPacer extends PacedTask {
    private static final int POSITION_MARK_MILLIS = 200;
    /** The time after the estimated play-out after which an utterance ends without a confirmation. */
    private static final long CONFIRMATION_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LegSettings settings;
    private final LegOutput output;
    private final boolean queueing;
    private final LegQueue queue;
    private final LegMarks marks;
    private final LegCounters counters;
    private final LegEvents events;
    private final AtomicReference<@Nullable LegEnd> end;
    private final long ptimeNanos;
    /** The utterances that were sent completely and wait for the last confirmation. */
    private final Deque<SpokenUtterance> unconfirmed = new ArrayDeque<>();

    private Runnable onEnded = () -> {};
    private long dueNanos;
    /** The estimated end of the play-out of everything sent; the present if the far end does not queue. */
    private long bufferedUntilNanos;

    private int appliedGeneration;
    /** The packet times without speech in the current gap of the first utterance. */
    private long gapPackets;

    private boolean ended;

    LegPacer(
            LegSettings settings,
            PacketSink sink,
            LegQueue queue,
            LegMarks marks,
            LegCounters counters,
            LegEvents events,
            AtomicReference<@Nullable LegEnd> end) {
        this.settings = settings;
        this.output = new LegOutput(settings, sink, counters);
        this.queueing = sink instanceof QueueingPacketSink;
        this.queue = queue;
        this.marks = marks;
        this.counters = counters;
        this.events = events;
        this.end = end;
        this.ptimeNanos = settings.ptimeNanos();
    }

    /** Sets the histogram of the thread and the action that follows the end. Called before the start. */
    void init(Lateness clockLateness, Runnable newOnEnded) {
        output.init(clockLateness);
        onEnded = newOnEnded;
    }

    @Override
    protected int periodMillis() {
        return settings.ptimeMillis();
    }

    @Override
    protected void onStart(long firstDueNanos) {
        dueNanos = firstDueNanos;
        bufferedUntilNanos = firstDueNanos;
    }

    @Override
    protected boolean isEnded() {
        return ended;
    }

    @Override
    protected void onDue(long nowNanos) {
        long lateNanos = nowNanos - dueNanos;
        if (ended || lateNanos < 0) {
            return;
        }
        output.beginStep(lateNanos);
        try {
            long missed = lateNanos / ptimeNanos;
            dueNanos += (missed + 1) * ptimeNanos;
            if (applyChanges(nowNanos)) {
                sendDue(nowNanos, missed);
                output.flush();
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    @Override
    protected void onWake(long nowNanos) {
        output.beginStep(0); // Sent ahead of the schedule.
        try {
            if (applyChanges(nowNanos)) {
                if (settings.policy() == PacePolicy.CATCH_UP) {
                    sendAhead(nowNanos);
                } else {
                    nextSpeech();
                }
                output.flush();
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    @Override
    protected void onClose() {
        LegEnd reason = end.get();
        if (reason != null && !ended) {
            end(reason);
        }
    }

    /** Applies a clear or an end. Returns whether the leg goes on. */
    private boolean applyChanges(long nowNanos) {
        LegEnd reason = end.get();
        if (reason != null) {
            end(reason);
            return false;
        }
        int generation = queue.generation();
        if (generation != appliedGeneration) {
            appliedGeneration = generation;
            bufferedUntilNanos = nowNanos;
            output.clear();
        }
        SpokenUtterance stopped;
        while ((stopped = queue.pollStopped()) != null) {
            onRemoved(stopped);
        }
        finishUnconfirmed(nowNanos);
        return true;
    }

    /** Ends utterances that were stopped or cleared, or that the far end does not confirm. */
    private void finishUnconfirmed(long nowNanos) {
        SpokenUtterance oldest;
        while ((oldest = unconfirmed.peek()) != null && oldest.needsNoConfirmation(nowNanos)) {
            oldest.finish(null, false);
            unconfirmed.remove();
        }
    }

    private void sendDue(long nowNanos, long missed) {
        if (settings.policy() == PacePolicy.CATCH_UP) {
            sendOnSchedule(nowNanos);
            return;
        }
        long skipped = missed + (output.isWritable() ? 0 : 1);
        if (skipped > 0) {
            output.skipPackets(skipped);
        }
        if (skipped == missed) {
            sendNext(nowNanos);
        }
    }

    private void sendOnSchedule(long nowNanos) {
        boolean dry = bufferedUntilNanos - nowNanos <= 0;
        long before = output.packets();
        sendAhead(nowNanos);
        if (dry && output.packets() == before) {
            onNoSpeech();
        }
    }

    /** Sends speech up to the lead window. */
    private void sendAhead(long nowNanos) {
        long dryNanos = nowNanos - bufferedUntilNanos;
        SpokenUtterance next = nextSpeech();
        if (next != null && dryNanos > 0) {
            bufferedUntilNanos = nowNanos;
            output.skip(settings.samples(dryNanos));
        }
        while (next != null
                && bufferedUntilNanos + ptimeNanos - nowNanos <= settings.leadNanos()
                && output.isWritable()) {
            sendSpeech(next);
            next = nextSpeech();
        }
        if (next == null && queue.first() instanceof SpokenUtterance waiting) {
            waiting.feed().signalNextPacket();
        }
    }

    private void sendNext(long nowNanos) {
        SpokenUtterance next = nextSpeech();
        bufferedUntilNanos = nowNanos;
        if (next != null) {
            sendSpeech(next);
            nextSpeech();
        } else {
            onNoSpeech();
            output.sendSilence();
        }
    }

    /**
     * Returns the utterance of the next packet, or null if none is complete. Reaches the marks and ends the utterances
     * before it.
     */
    private @Nullable SpokenUtterance nextSpeech() {
        LegItem first;
        while ((first = queue.first()) != null) {
            if (first instanceof LegItem.Mark mark) {
                queue.removeFirst();
                marks.reach(mark);
                output.requestFlush();
            } else if (first instanceof SpokenUtterance utterance) {
                if (utterance.isActive() && !utterance.feed().isDrained()) {
                    return utterance.feed().readable() == null ? null : utterance;
                }
                queue.removeFirst();
                onRemoved(utterance);
            }
        }
        return null;
    }

    private void onRemoved(SpokenUtterance utterance) {
        ParlandoException error = utterance.feed().error();
        if (utterance.sentPackets() > 0) {
            if (!utterance.isActive() || error != null) {
                endGap(utterance);
            }
            gapPackets = 0; // The end of the stream was late, but no speech was.
        }
        if (!utterance.isActive()) {
            utterance.finish(null, false);
        } else if (error != null) {
            utterance.finish(error, false);
        } else if (!queueing) {
            utterance.finish(null, true);
        } else {
            utterance.awaitConfirmation(bufferedUntilNanos + CONFIRMATION_NANOS);
            unconfirmed.add(utterance);
            marks.sendPosition(utterance, true);
            output.requestFlush();
        }
    }

    private void sendSpeech(SpokenUtterance utterance) {
        PacketRing ring = utterance.feed().readable();
        if (ring == null) {
            return;
        }
        output.sendSpeech(ring);
        bufferedUntilNanos += ptimeNanos;
        endGap(utterance);
        utterance.onSent(!queueing);
        if (utterance.sentPackets() * settings.ptimeMillis() % POSITION_MARK_MILLIS < settings.ptimeMillis()) {
            marks.sendPosition(utterance, false);
        }
    }

    /** Counts a packet time without speech, if an utterance has begun and its audio is late. */
    private void onNoSpeech() {
        if (queue.first() instanceof SpokenUtterance utterance && utterance.onWaiting()) {
            gapPackets++;
        }
    }

    private void endGap(SpokenUtterance utterance) {
        if (gapPackets > 0) {
            LegCounters.add(counters.starved, gapPackets);
            utterance.countGap();
            events.onStarved(utterance, gapPackets * (double) settings.ptimeMillis());
            gapPackets = 0;
        }
    }

    private void fail(Throwable thrown) {
        ParlandoException error = thrown instanceof ParlandoException known
                ? known
                : new HandlerException("the packet sink of a telephone leg threw " + thrown, thrown);
        end.compareAndSet(null, new LegEnd(error, true));
        LegEnd reason = end.get();
        if (reason != null) {
            end(reason);
        }
    }

    private void end(LegEnd reason) {
        ended = true;
        unconfirmed.clear();
        queue.clear();
        UnexpectedFailure.contain(() -> queue.end(reason.cause(), marks));
        marks.clearPending();
        UnexpectedFailure.contain(output::close);
        onEnded.run();
        events.onEnded(settings, reason.error());
    }
}
