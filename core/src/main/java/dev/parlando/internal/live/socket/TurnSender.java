package dev.parlando.internal.live.socket;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.NettyFeatures;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.TextSegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a live text to a context: takes segments from the text, at the pace of the audio, and ends the context
 * after the last one.
 *
 * <p>Threading: owned by the event loop.
 */
final class TurnSender implements SocketPermit.Listener {
    /** The stream of the text. */
    interface Host extends EventLoopShard.Task {
        /** Returns the number of audio bytes that the handler has consumed. */
        long heardBytes();

        /** Called when the permit of the generation is granted. */
        void onPermit();

        /** Called after a segment was sent. */
        void onSent(TextSegment segment);

        /** Called when no more text follows. */
        void onFinishing();

        /** Called instead, if no text was sent. */
        void onNothingSent();

        /** Called when the writer has cancelled the text. */
        void cancel();

        /** Called when the permit is refused. */
        void failFinally(ParlandoException error);
    }

    private final LiveTextReader reader;
    private final SocketKind kind;
    private final EventLoopShard shard;
    private final Priority priority;
    private final Host host;
    private final double paceMillis;
    private final long quietNanos;
    private final SentText sent;
    private final ArrayDeque<TextSegment> again = new ArrayDeque<>();
    private final LoopTimer timer;
    private @Nullable SocketContext context;
    private @Nullable SocketPermit permit;
    private @Nullable TextSegment next;
    private long lastSentNanos;
    private boolean started;
    private boolean finishing;
    private boolean flushPending;
    private boolean flushWanted;
    private boolean unflushedText;
    private boolean stopped;

    TurnSender(
            LiveText text, LiveTextReader reader, SocketKind kind, EventLoopShard shard, Priority priority, Host host) {
        this.reader = reader;
        this.kind = kind;
        this.shard = shard;
        this.priority = priority;
        this.host = host;
        this.paceMillis = text.settings().pace().toNanos() / 1e6;
        this.quietNanos = text.settings().quietTime().toNanos();
        this.sent = new SentText(text.template(), kind.isDialogue());
        this.timer = new LoopTimer(shard.loop(), shard.guarded(host, this::pump));
    }

    SentText sent() {
        return sent;
    }

    /** Returns whether the last text was sent. */
    boolean isFinishing() {
        return finishing;
    }

    /** Returns whether text was taken from the writer, so that no other stream can speak it. */
    boolean hasTaken() {
        return started || next != null || !again.isEmpty();
    }

    /** Sends to a context that is connected. */
    void attach(SocketContext connected) {
        context = connected;
        pump();
    }

    /** Stops sending to a context that is lost. One that has started has returned the permit. */
    void detach(boolean hadStarted) {
        context = null;
        finishing = false;
        flushPending = false;
        if (hadStarted) {
            permit = null;
        }
    }

    /** Sends the text that is due. */
    void pump() {
        if (stopped || finishing) {
            return;
        }
        if (reader.state() == LiveTextReader.State.CANCELLED) {
            host.cancel();
            return;
        }
        SocketContext open = context;
        if (open == null) {
            return; // The text stays with the writer, since another stream may have to speak it.
        }
        while (next != null || (next = nextSegment()) != null) {
            if (!maySend()) {
                return;
            }
            TextSegment segment = next;
            next = null;
            send(open, segment);
        }
        onTextTaken(open);
    }

    private @Nullable TextSegment nextSegment() {
        TextSegment segment = again.poll();
        return segment == null ? reader.next(now()) : segment;
    }

    private long now() {
        return NettyFeatures.nanoTime(shard.loop());
    }

    private boolean maySend() {
        if (!hasPermit()) {
            return false;
        }
        double excessMillis = sent.unheardMillis(host.heardBytes(), now()) - paceMillis;
        if (excessMillis > 0) {
            // At the latest, because the estimated part falls with time; progress of the handler comes earlier.
            timer.start((long) (excessMillis * 1e6) + 1);
        }
        return excessMillis <= 0;
    }

    /** Returns whether there is a permit for the generation. Dialogue is limited by its connections instead. */
    private boolean hasPermit() {
        if (kind.isDialogue()) {
            return true;
        }
        if (permit == null) {
            permit = new SocketPermit(
                    shard.governor(), shard.governor().speechLimiter(sent.modelId()), priority, shard::execute, this);
            permit.request();
        }
        return permit.isHeld();
    }

    @Override
    public void onPermit() {
        host.onPermit();
        shard.guarded(host, this::pump).run();
    }

    @Override
    public void onPermitRefused(ParlandoException error) {
        host.failFinally(error);
    }

    private void send(SocketContext open, TextSegment segment) {
        started = true;
        lastSentNanos = now();
        sent.add(segment, lastSentNanos);
        open.send(segment.spoken(), permit);
        reader.sent(segment);
        unflushedText = true;
        flushWanted |= segment.flush();
        flushDialogue(open);
        host.onSent(segment);
    }

    /** Flushes dialogue, whose service otherwise waits for more text. One flush is pending at a time. */
    private void flushDialogue(SocketContext open) {
        if (kind.isDialogue() && flushWanted && unflushedText && !flushPending) {
            flush(open);
        }
    }

    private void flush(SocketContext open) {
        flushPending = true;
        flushWanted = false;
        unflushedText = false;
        open.flush();
    }

    private void onTextTaken(SocketContext open) {
        switch (reader.state()) {
            case OPEN -> awaitText(open);
            case CANCELLED -> host.cancel();
            case ENDED, FAILED -> finish(open);
        }
    }

    /** Waits for more text. A quiet time of the writer ends the buffered text, or flushes the sent text of a dialogue. */
    private void awaitText(SocketContext open) {
        long nanos = reader.nanosUntilQuiet(now());
        boolean unflushed = nanos == Long.MAX_VALUE && kind.isDialogue() && unflushedText && !flushWanted;
        if (unflushed) {
            nanos = lastSentNanos + quietNanos - now();
        }
        if (unflushed && nanos <= 0) {
            flushWanted = true;
            flushDialogue(open);
        } else if (nanos != Long.MAX_VALUE) {
            timer.start(Math.max(nanos, 0));
        }
    }

    private void finish(SocketContext open) {
        finishing = true;
        if (open.isStarted()) {
            host.onFinishing();
            endContext(open);
        } else {
            host.onNothingSent();
        }
    }

    /** Sends the last messages: one flush for the turn, and the end. The end of dialogue would drop flushed text. */
    private void endContext(SocketContext open) {
        if (kind == SocketKind.SPEECH_CONTEXTS) {
            open.flush();
            open.end();
        } else if (kind != SocketKind.DIALOGUE_CONTEXTS || (!unflushedText && !flushPending)) {
            open.end();
        } else if (!flushPending) {
            flush(open);
        }
    }

    /** Called when all flushed text of a dialogue has been spoken. */
    void onTurnSpoken() {
        flushPending = false;
        SocketContext open = context;
        if (open != null && kind == SocketKind.DIALOGUE_CONTEXTS && finishing) {
            endContext(open);
        } else if (open != null) {
            flushDialogue(open);
        }
    }

    /** Reclaims the segments whose audio has not arrived, in front of all others. */
    void takeUnheard() {
        ArrayDeque<TextSegment> segments = new ArrayDeque<>(sent.takeUnheard());
        if (next != null) {
            segments.add(next);
            next = null;
        }
        segments.addAll(again);
        again.clear();
        again.addAll(segments);
        flushWanted = false;
        unflushedText = false;
    }

    /** Returns the error for a permit that is still awaited; null if none is. */
    @Nullable
    ParlandoException permitTimeout() {
        SocketPermit waiting = permit;
        return waiting == null || waiting.isHeld() || started ? null : waiting.timeout();
    }

    /** Stops sending, and returns a permit that no context has. */
    void stop() {
        stopped = true;
        timer.stop();
        SocketContext open = context;
        context = null;
        if (permit != null && (open == null || !open.isStarted())) {
            permit.release();
        }
        permit = null;
    }
}
