package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.Lateness;
import dev.parlando.audio.internal.pace.Pacer;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing audio of one telephone call: requests speech, cuts it into packets and sends them on the clock's schedule.
 *
 * <pre>{@code
 * PacketClock clock = PacketClock.create(); // One for all calls.
 * PacketSink sink = RtpSession.builder(MediaFormat.ULAW_8000, "192.0.2.7", 5004).open();
 * TelephoneLeg leg = TelephoneLeg.builder(engine, clock, sink)
 *         .format(MediaFormat.ULAW_8000)
 *         .listener(new LegListener() {})
 *         .open();
 * LegUtterance greeting = leg.say("Welcome. How can I help you?");
 * leg.mark("greeting-heard");
 * // The caller interrupts:
 * leg.clear();
 * // The call ends:
 * leg.close();
 * }</pre>
 *
 * <p>A request for the encoding of the leg, such as {@code ulaw_8000}, is passed through: the bytes are copied once, from
 * the network buffer into the packet. Speech in any other format is decoded, resampled and encoded. The audio of the next
 * utterance is requested while one is being sent, so that they join without a gap. Flow control bounds the speech that
 * waits: 16 KiB of packets and one flow-control window for each of the two.
 *
 * <p>A leg that {@linkplain PacePolicy#SKIP skips} sends a packet in each packet time from its start on, and silence when
 * there is no speech. One that {@linkplain PacePolicy#CATCH_UP catches up} sends speech only, up to the lead window ahead
 * of its play-out. Silence in the queue of the far end would delay the next speech.
 *
 * <p>A failure of an utterance is reported there, and the next one follows. If the sink throws, this leg alone ends.
 *
 * <p>Threading: all methods are safe for use from any thread, and none blocks.
 */
public final class TelephoneLeg implements AutoCloseable {
    /** The smallest flow-control window, which is 8 s of G.711. */
    private static final int STREAM_WINDOW_BYTES = 65_535;

    /** The model with the least time to first audio. */
    private static final String DEFAULT_MODEL = "eleven_flash_v2_5";

    /**
     * Options of utterances without their own: priority {@link Priority#LIVE}, since a caller is waiting, and a
     * flow-control window of 65,535 bytes.
     */
    public static final CallOptions DEFAULT_OPTIONS =
            CallOptions.DEFAULT.withPriority(Priority.LIVE).withStreamWindowBytes(STREAM_WINDOW_BYTES);

    private final SpeechSource source;
    private final PacketClock clock;
    private final LegSettings settings;
    private final LegCounters counters = new LegCounters();
    private final LegEvents events;
    private final LegQueue queue;
    private final LegMarks marks;
    private final LegPacer pacing;
    private final SpokenUtterance.Leg services = new UtteranceServices();
    private final AtomicReference<@Nullable LegEnd> end = new AtomicReference<>();
    private volatile @Nullable Pacer pacer;

    TelephoneLeg(SpeechSource source, PacketClock clock, PacketSink sink, LegSettings settings, LegListener listener) {
        this.source = source;
        this.clock = clock;
        this.settings = settings;
        this.events = new LegEvents(this, listener, counters, clock.background());
        this.queue = new LegQueue(utterance -> clock.background().execute(() -> utterance.request(source)));
        this.marks = new LegMarks(sink, events, queue::isCleared);
        this.pacing = new LegPacer(settings, sink, queue, marks, counters, events, end);
    }

    /**
     * Returns a builder for a leg.
     *
     * @param source the engine
     * @param clock the clock of all legs of the application
     * @param sink receives the packets; closed when the leg ends
     */
    public static TelephoneLegBuilder builder(SpeechSource source, PacketClock clock, PacketSink sink) {
        return new TelephoneLegBuilder(source, clock, sink);
    }

    void start(Pacer newPacer, Lateness clockLateness, Runnable onEnded) {
        pacing.init(clockLateness, onEnded);
        pacer = newPacer;
        newPacer.add(pacing);
    }

    /** Returns the encoding of the packets. */
    public MediaFormat format() {
        return settings.format();
    }

    /** Returns the duration of a packet. */
    public int ptimeMillis() {
        return settings.ptimeMillis();
    }

    /** Returns whether the leg has neither ended nor been closed. */
    public boolean isOpen() {
        return end.get() == null;
    }

    /**
     * Returns the request used by {@link #say(String)}: model {@code eleven_flash_v2_5}, and the format of the packets.
     * For linear samples that is PCM of the same rate, or the next higher one that every plan of the service has.
     */
    public SpeechRequest defaultRequest(String text) {
        return SpeechRequest.builder(text)
                .outputFormat(LegFormats.defaultFor(settings.format()))
                .model(DEFAULT_MODEL)
                .build();
    }

    /** Returns the request of a live text with the settings of {@link #defaultRequest}. */
    public SpeechRequest defaultTemplate() {
        return SpeechRequest.template()
                .outputFormat(LegFormats.defaultFor(settings.format()))
                .model(DEFAULT_MODEL)
                .build();
    }

    /** Speaks the text with the settings of {@link #defaultRequest}; otherwise like {@link #say(SpeechRequest)}. */
    public LegUtterance say(String text) {
        return say(defaultRequest(text));
    }

    /** Speaks the request with {@link #DEFAULT_OPTIONS}; otherwise like the method with options. */
    public LegUtterance say(SpeechRequest request) {
        return say(request, DEFAULT_OPTIONS);
    }

    /**
     * Queues the request behind all others and returns a handle to it without waiting. Options without a flow-control
     * window get one of 65,535 bytes.
     *
     * <p>The executor of the options also completes {@link LegUtterance#completion()}. Their deadline starts when the
     * audio is requested.
     *
     * @throws InvalidRequestException if the format cannot be decoded, or the options have a timeline; no request was
     *     sent
     * @throws EngineClosedException if the leg has ended
     */
    public LegUtterance say(SpeechRequest request, CallOptions options) {
        return say(UtteranceText.of(Objects.requireNonNull(request, "request")), options);
    }

    /** Speaks a live text with {@link #DEFAULT_OPTIONS}; otherwise like the method with options. */
    public LegUtterance say(LiveText text) {
        return say(text, DEFAULT_OPTIONS);
    }

    /**
     * Queues a live text behind all others; otherwise like {@link #say(SpeechRequest, CallOptions)}. The utterance ends
     * when the writer has ended the text and all of it was heard. A stop, a clear or a failure
     * {@linkplain LiveText#onCancel cancels} the text.
     */
    public LegUtterance say(LiveText text, CallOptions options) {
        return say(UtteranceText.of(Objects.requireNonNull(text, "text")), options);
    }

    private LegUtterance say(UtteranceText text, CallOptions options) {
        if (options.timeline() != null) {
            throw new InvalidRequestException("timeline", "is started by the leg; leave it out");
        }
        checkOpen();
        SpokenUtterance utterance = new SpokenUtterance(
                text,
                options.streamWindowBytes() == null ? options.withStreamWindowBytes(STREAM_WINDOW_BYTES) : options,
                settings,
                queue.generation(),
                services,
                clock.resources(),
                clock.background());
        if (queue.add(utterance)) {
            utterance.request(source);
        }
        LegEnd ended = end.get();
        if (ended != null) {
            utterance.finish(ended.cause().copy(), false); // The leg may have ended before it was queued.
        }
        return utterance;
    }

    private void checkOpen() {
        if (!isOpen()) {
            throw new EngineClosedException("the telephone leg has ended");
        }
    }

    /**
     * Discards all speech and marks that were queued before, such as when the caller starts to speak (barge-in). Streams
     * are reset and their permits returned, pending marks are reported as {@link MarkOutcome#CLEARED}, and a
     * {@link QueueingPacketSink} is cleared. Later utterances follow normally.
     *
     * <p>The pace thread compares each packet with the latest clear immediately before it is sent. After the return, at
     * most one packet of the discarded speech is sent: the one whose sending had already begun. The next packet of a leg
     * that skips is silence, unless newer speech is available, and starts a talk spurt. Confirmations that the far end
     * sends for cleared marks are ignored.
     */
    public void clear() {
        queue.clear();
        counters.clears.incrementAndGet();
        marks.clearPending();
        wake();
    }

    /**
     * Queues a mark behind all speech queued so far. The listener receives its outcome; see {@link MarkOutcome}.
     *
     * @throws EngineClosedException if the leg has ended
     */
    public void mark(String name) {
        Objects.requireNonNull(name, "name");
        checkOpen();
        queue.add(new LegItem.Mark(name, queue.generation()));
        wake();
    }

    /**
     * Reports that the far end has played everything before a mark. Called by the owner of a {@link QueueingPacketSink}.
     * Identifiers that are unknown, confirmed already or cleared have no effect.
     *
     * @param id the identifier passed to {@link QueueingPacketSink#sendMark}
     */
    public void confirmMark(String id) {
        marks.confirm(Objects.requireNonNull(id, "id"));
    }

    /** Returns the counters so far. */
    public LegStatistics statistics() {
        long backlog = 0;
        for (SpokenUtterance utterance : queue.open()) {
            backlog += utterance.feed().bufferedPackets();
        }
        return counters.read(backlog * settings.ptimeMillis(), events.dropped());
    }

    /**
     * Ends the leg with an error, such as when the connection of its sink is lost. Unfinished utterances fail with copies
     * of the error. Otherwise like {@link #close()}.
     */
    public void fail(ParlandoException error) {
        end(new LegEnd(Objects.requireNonNull(error, "error"), true));
    }

    /**
     * Ends the leg: streams are cancelled, unfinished utterances fail with an {@link EngineClosedException}, and the pace
     * thread closes the sink. After the return, no packet is sent except one that is being sent. Repeated calls have no
     * effect.
     */
    @Override
    public void close() {
        end(new LegEnd(new EngineClosedException("the telephone leg is closed"), false));
    }

    void end(LegEnd reason) {
        if (end.compareAndSet(null, reason)) {
            queue.open().forEach(SpokenUtterance::cancelStream);
            wake();
        }
    }

    /** Ends all utterances of a leg whose thread does not respond. */
    void finishUtterances(LegEnd reason) {
        queue.open().forEach(utterance -> utterance.finish(reason.cause().copy(), false));
    }

    private void wake() {
        Pacer started = pacer;
        if (started != null) {
            started.wake(pacing);
        }
    }

    private final class UtteranceServices implements SpokenUtterance.Leg {
        @Override
        public void onStopped() {
            queue.removeStopped();
            wake();
        }

        @Override
        public void onAudio() {
            if (settings.policy() == PacePolicy.CATCH_UP) {
                wake();
            }
        }

        @Override
        public boolean isCleared(int generation) {
            return queue.isCleared(generation);
        }

        @Override
        public void onUtteranceEnded(SpokenUtterance utterance, @Nullable ParlandoException error) {
            queue.onEnded(utterance);
            marks.drop(utterance);
            events.onUtteranceEnded(utterance, error);
        }
    }
}
