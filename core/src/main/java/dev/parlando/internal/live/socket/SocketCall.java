package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.call.StreamCall;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.live.WriterFailure;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.TextSegment;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a live text over a WebSocket: reads the text, sends it at the pace of the audio, and passes the audio on.
 *
 * <p>Threading: that of {@link StreamCall}. The loop owns all fields that are neither final nor volatile.
 */
final class SocketCall extends StreamCall implements SocketContext.Listener, TurnSender.Host, ContextRetries.Host {
    private static final int PROGRESSES_PER_SECOND = 5;
    private static final int DEFAULT_PROGRESS_BYTES = 2048;

    private final LiveTextReader reader;
    private final SocketKind kind;
    private final SocketPool pool;
    private final Predicate<ParlandoException> onRefused;
    private final int windowBytes;
    private final TurnSender sender;
    private final AtomicBoolean readSignalled = new AtomicBoolean();
    private final ServiceSilence silence;
    private final ContextRetries retries;
    private final SentCredits credits;
    private final HeldTimes times;

    private @Nullable ClientMessages messages;
    private @Nullable SocketTarget target;
    private @Nullable SocketContext context;
    private boolean reading = true;
    private boolean responded;
    private boolean over;
    private boolean connected;
    private boolean handedOver;
    private long receivedBytes;

    /**
     * Creates a stream that has not started.
     *
     * @param onRefused called with the error if the upgrade failed before text was taken. If it returns true, another
     * stream speaks the text. This one fails with the error, but leaves the text open
     */
    SocketCall(
            LiveText text,
            LiveTextReader reader,
            SocketKind kind,
            ChunkHandler handler,
            CallOptions options,
            EventLoopShard shard,
            TimelineRecorder timeline,
            SocketPool pool,
            Predicate<ParlandoException> onRefused) {
        super(text.template(), handler, kind(text, options, shard), options, shard, timeline);
        this.reader = reader;
        this.kind = kind;
        this.pool = pool;
        this.onRefused = onRefused;
        this.windowBytes = windowBytes(options, shard);
        this.credits = new SentCredits(text.template().modelId());
        this.times = new HeldTimes(text.settings().resend(), this::offer);
        this.sender = new TurnSender(text, reader, kind, shard, options.priority(), this);
        this.silence = new ServiceSilence(shard, this, () -> reading, this::failFinally);
        this.retries = new ContextRetries(shard, text.settings().resend(), this);
        ended().whenComplete(
                        (result, failure) -> credits.record(shard.settings().creditMeter()));
    }

    private static int windowBytes(CallOptions options, EventLoopShard shard) {
        return Objects.requireNonNullElse(
                options.streamWindowBytes(), shard.settings().streamWindowBytes());
    }

    @Override
    public long heardBytes() {
        return consumedBytes();
    }

    @Override
    public void onPermit() {
        recorder().mark(TimelineEvent.PERMIT);
    }

    /** Returns the kind of delivery. Progress is needed for the pace of the text, several times per second of audio. */
    private static Kind kind(LiveText text, CallOptions options, EventLoopShard shard) {
        OutputFormat format = text.template().outputFormat();
        int progressBytes = format.bytesPerSecond() / PROGRESSES_PER_SECOND;
        int step = StreamWindow.creditStepBytes(windowBytes(options, shard));
        return new Kind(false, true, Math.min(step, progressBytes == 0 ? DEFAULT_PROGRESS_BYTES : progressBytes));
    }

    /** Starts with a voice. Called on any thread. */
    void start(String voiceId) {
        execute(() -> {
            if (!over) {
                messages = new ClientMessages(kind, request(), voiceId);
                target = SocketTarget.of(kind, request(), voiceId, options().headers());
                openContext();
                reader.onReadable(this::signalRead);
            }
        });
    }

    private void signalRead() {
        if (readSignalled.compareAndSet(false, true)) {
            execute(() -> {
                readSignalled.set(false);
                sender.pump();
            });
        }
    }

    private void openContext() {
        if (retries.onAttempt() > 1) {
            recorder().beginAttempt();
        }
        ApiKey key = shard().keys().active();
        credits.setKey(key);
        SocketContext opened = pool.open(
                Objects.requireNonNull(target),
                key,
                Objects.requireNonNull(messages),
                options().priority(),
                this);
        context = opened;
        reading = true;
        connected = false;
        if (opened.connection().isOpen()) {
            onConnected();
        }
    }

    @Override
    public void onConnected() {
        connected = true;
        recorder().mark(TimelineEvent.CONNECTED);
        sender.attach(Objects.requireNonNull(context));
    }

    @Override
    public void onSent(TextSegment segment) {
        recorder().mark(TimelineEvent.REQUEST_SENT);
        credits.onSent(segment.spoken());
        silence.start();
    }

    @Override
    public void onFinishing() {
        silence.start();
    }

    @Override
    public void onNothingSent() {
        SocketContext open = Objects.requireNonNull(context);
        context = null;
        open.abandon();
        complete();
    }

    @Override
    public void onTurnSpoken() {
        sender.onTurnSpoken();
    }

    @Override
    public void onAudio(ByteBuf audio) {
        if (over || isCancelled()) {
            audio.release();
            return;
        }
        try {
            onAudioArrived(audio.readableBytes());
        } catch (Throwable thrown) {
            audio.release();
            throw thrown;
        }
        offer(audio);
        times.release(sender.sent().receivedMillis());
        limitReading();
    }

    private void onAudioArrived(int bytes) {
        retries.onAudio();
        if (!responded) {
            responded = true;
            offer(Objects.requireNonNull(context).connection().toResponse());
            onFirstByte();
        }
        receivedBytes += bytes;
        sender.sent().onAudio(bytes);
        onBytes(bytes);
        silence.onMessage(sender.isFinishing());
    }

    /** Lets the connection read while fewer bytes than the window wait for the handler. */
    private void limitReading() {
        boolean room = receivedBytes - consumedBytes() < windowBytes;
        SocketContext open = context;
        if (open != null && room != reading) {
            reading = room;
            open.connection().setReading(room);
        }
    }

    @Override
    public void onTimes(SpeechTiming relative) {
        if (!over) {
            times.add(sender.sent().onTimes(relative));
        }
    }

    @Override
    protected void onProgress() {
        publishHeld();
        limitReading();
        sender.pump();
    }

    @Override
    public void onFinal() {
        if (sender.isFinishing()) {
            complete();
        } else {
            onLost(new TransportException(
                    "the service ended the context before the text had ended", null, RequestProgress.PROCESSED));
        }
    }

    private void complete() {
        end();
        times.release(Double.POSITIVE_INFINITY);
        recorder().mark(TimelineEvent.LAST_BYTE);
        ParlandoException failure = WriterFailure.toException(reader.failure());
        if (failure != null) {
            failAfterItems(failure);
        } else if (receivedBytes == 0 && credits.isSent()) {
            failAfterItems(
                    new UnexpectedResponseException(
                            "the service ended the speech without a single byte of audio; try again, or another text or model"));
        } else {
            offer(StreamDelivery.END);
        }
    }

    @Override
    public void onLost(ParlandoException failure) {
        SocketContext lost = context;
        boolean started = lost != null && lost.isStarted();
        ParlandoException unsent = connected ? SocketErrors.lost(failure) : SocketErrors.notSent(failure);
        ParlandoException error = started ? failure : unsent;
        context = null;
        sender.detach(started);
        silence.stop();
        if (over) {
            return;
        }
        if (!connected && !sender.hasTaken() && onRefused.test(failure)) {
            handedOver = true;
            failFinally(error);
            return;
        }
        retries.onLost(error, receivedBytes > 0);
    }

    @Override
    public void again() {
        if (!over) {
            sender.takeUnheard();
            times.clear();
            openContext();
        }
    }

    @Override
    public void failFinally(ParlandoException error) {
        if (over) {
            return;
        }
        end();
        failAfterItems(SocketErrors.afterAudio(error, receivedBytes));
    }

    /** Ends the network half. */
    private void end() {
        over = true;
        silence.stop();
        retries.stop();
        SocketContext open = context;
        context = null;
        sender.stop();
        if (open != null) {
            open.abandon();
        }
    }

    @Override
    protected void stop() {
        if (!over) {
            end();
        }
        if (!handedOver || isCancelled()) {
            reader.close();
        }
    }

    @Override
    protected boolean isHeld() {
        return !over && receivedBytes > consumedBytes();
    }

    @Override
    protected ParlandoException deadlineError(String reason) {
        ParlandoException permitTimeout = sender.permitTimeout();
        if (permitTimeout != null) {
            return permitTimeout;
        }
        RequestProgress progress = !credits.isSent() ? RequestProgress.NOT_SENT : RequestProgress.PROCESSED;
        return SocketErrors.afterAudio(
                new TransportException(reason, null, progress, TimeoutPhase.DEADLINE), receivedBytes);
    }

    @Override
    public void onRemoved() {
        super.onRemoved();
        stop();
    }
}
