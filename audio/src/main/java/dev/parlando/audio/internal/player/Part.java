package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import org.jspecify.annotations.Nullable;

/**
 * Is one utterance on stage: turns what was decoded into samples for the sink, and knows which of them were heard.
 *
 * <p>Threading: confined to the play thread. Cost: nothing is allocated per block.
 */
final class Part {
    private static final long NOWHERE = -1;
    private static final short[] NOTHING = {};
    /** After that much sound a line has moved: they do in steps of 20 ms. */
    private static final int SURELY_MOVED_MILLIS = 25;
    /** How much is made ready at once: little, since a change of loudness applies to what comes after. */
    private static final int PIECE_MILLIS = 10;

    private final Utterance utterance;
    private final Tape tape;
    private final Shaping shaping;
    private final Pending pending = new Pending();
    private final short[] decoded = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
    private @Nullable Conditioner conditioner;

    /** Where in the run the first sample lies that was written since the last interruption; or {@link #NOWHERE}. */
    private long from = NOWHERE;
    /** How many audio frames were written from there on. */
    private long written;
    /** How many were heard before. */
    private long heardBefore;

    /** Where in the run the fade ends that was written when it was silenced. */
    private long codaEnd;
    /** What was taken back of that fade, to be written again. */
    private short[] codaLeft = NOTHING;

    /** Whether its sound was faded out for want of more. */
    private boolean fadedOut;

    private boolean heardMarked;
    private boolean noMore;
    private @Nullable ParlandoException broken;

    Part(Utterance utterance, Tape tape, Shaping shaping) {
        this.utterance = utterance;
        this.tape = tape;
        this.shaping = shaping;
    }

    Utterance utterance() {
        return utterance;
    }

    PlaybackState state() {
        return utterance.state();
    }

    void happen(PlaybackEvent event) {
        utterance.happen(event);
    }

    /** Makes ready what was decoded, until there are that many audio frames or no more can be had now. */
    void fill(int audioFrames) {
        while (!noMore && pendingAudioFrames() < audioFrames) {
            int samples = read();
            if (samples == 0) {
                return;
            }
            if (samples == PcmFeed.AT_END) {
                noMore = true;
                if (conditioner != null) {
                    conditioner.finish(pending);
                }
            } else {
                condition(samples);
            }
        }
    }

    private int read() {
        try {
            PcmFormat format = utterance.feed().format();
            int piece = format.audioFrames(PIECE_MILLIS) * format.channels();
            return utterance.feed().read(decoded, Math.min(decoded.length, piece));
        } catch (ParlandoException e) {
            broken = e;
            return PcmFeed.AT_END;
        }
    }

    private void condition(int samples) {
        Conditioner current = conditioner;
        if (current == null) {
            PcmFeed feed = utterance.feed();
            current = new Conditioner(feed.format(), tape.format(), shaping, feed.leadInAudioFrames());
            conditioner = current;
        }
        current.fadeTo(utterance.takeLoudness());
        current.add(decoded, samples, pending);
        utterance.noteBegin(current.trimmedMillis(), current.leadInMillis());
    }

    /** Writes up to that many audio frames to the sink, and returns how many it took. */
    int write(int audioFrames) {
        int taken = tape.write(pending.array(), pending.start(), audioFrames);
        if (taken > 0) {
            if (from == NOWHERE) {
                from = tape.writtenAudioFrames() - taken;
            }
            written += taken;
            pending.remove(taken * tape.format().channels());
        }
        return taken;
    }

    int pendingAudioFrames() {
        return pending.size() / tape.format().channels();
    }

    /** Returns whether all of it was written. */
    boolean isWritten() {
        return noMore && pending.size() == 0;
    }

    /** Returns whether all that will ever be there was made ready. */
    boolean isWhole() {
        return noMore;
    }

    /** Returns where in the run it ends so far. */
    long end() {
        return from == NOWHERE ? 0 : from + written;
    }

    /** Returns whether some of it was written and nothing has interrupted it since. */
    boolean isSounding() {
        return from != NOWHERE;
    }

    /** Returns whether any of it was written. */
    boolean hasBegun() {
        return from != NOWHERE || heardBefore > 0;
    }

    /**
     * Marks when the first sample was heard, a while after: a line tells its position exactly only once it has moved.
     *
     * @param atOnce whether there is no more time to wait for that
     */
    void markHeard(long position, boolean atOnce) {
        long heard = heardAudioFrames(position);
        if (heard > 0 && !heardMarked && (atOnce || heard >= tape.format().audioFrames(SURELY_MOVED_MILLIS))) {
            heardMarked = true;
            Timeline timeline = utterance.timeline();
            long heardNanos = timeline.elapsedNanos() - tape.nanos(heard);
            // A sink that takes all at once has heard more than there was time for.
            long playedNanos = timeline.nanos(TimelineEvent.FIRST_PLAYED).orElse(heardNanos);
            timeline.mark(TimelineEvent.FIRST_HEARD, Math.max(playedNanos, heardNanos));
        }
    }

    long heardAudioFrames(long position) {
        return heardBefore + (from == NOWHERE ? 0 : Math.max(0, Math.min(written, position - from)));
    }

    /** Notes what was heard up to a position of the run. */
    void note(long position) {
        Conditioner current = conditioner;
        if (current != null) {
            utterance.noteHeard(current.sourceAudioFrames(heardAudioFrames(position)));
        }
    }

    /** Notes that it is over: if nothing cut it short, all of it was heard. */
    void noteWhole() {
        if (utterance.isWanted() && failure() == null) {
            utterance.noteWhole();
        }
    }

    /** Returns how long it is until the next word is heard; for ever if that was not written yet. */
    long nanosUntilWord(long position) {
        double millis = utterance.millisUntilWord();
        long leftAudioFrames = end() - Math.max(from, position);
        if (from == NOWHERE || millis > leftAudioFrames * 1000.0 / tape.format().sampleRateHz()) {
            return Stage.FOREVER;
        }
        return tape.nanos(Math.max(0, from - position)) + (long) (millis * 1e6);
    }

    /**
     * Takes back what was written and, as the run was cut off at a position, not heard.
     *
     * @return whether it was being heard there
     */
    boolean takeBack(long position) {
        takeBackCoda(position);
        if (from == NOWHERE) {
            return false;
        }
        markHeard(position, true);
        long begin = Math.max(from, position);
        int unheard = (int) Math.max(0, from + written - begin);
        short[] samples = new short[unheard * tape.format().channels()];
        tape.copy(begin, unheard, samples);
        boolean sounding = unheard > 0 && position > from;
        heardBefore = heardAudioFrames(position);
        pending.putBack(samples, samples.length);
        from = NOWHERE;
        written = 0;
        return sounding;
    }

    private void takeBackCoda(long position) {
        if (codaEnd > position) {
            int unheard = (int) (codaEnd - position);
            codaLeft = new short[unheard * tape.format().channels()];
            tape.copy(position, unheard, codaLeft);
            codaEnd = position;
        }
    }

    /** Writes again what was taken back of the fade with which it was silenced. */
    void writeCodaAgain() {
        if (codaLeft.length > 0) {
            writeCoda(codaLeft);
            codaLeft = NOTHING;
        }
    }

    /** Returns whether its sound was faded out for want of more, and has not come back. */
    boolean isFadedOut() {
        return fadedOut;
    }

    /** Fades in what is to be written next. */
    void fadeIn() {
        fadedOut = false;
        Fade.in(pending.array(), pending.start(), fadeSamples(), tape.format().channels());
    }

    /** Fades out what is left, up to the length of a fade, and drops the rest. */
    void fadeOut() {
        fadedOut = true;
        int count = fadeSamples();
        short[] tail = pending.first(count);
        pending.clear();
        pending.add(tail, count);
        Fade.out(pending.array(), pending.start(), count, tape.format().channels());
    }

    private int fadeSamples() {
        return Math.min(Fade.samples(tape.format()), pending.size());
    }

    /** Writes a faded copy of what is to be written next, so that the sound ends softly. */
    void writeCoda() {
        PcmFormat format = tape.format();
        short[] tail = pending.first(fadeSamples());
        Fade.out(tail, 0, tail.length, format.channels());
        writeCoda(tail);
    }

    private void writeCoda(short[] tail) {
        tape.write(tail, 0, tail.length / tape.format().channels());
        codaEnd = tape.writtenAudioFrames();
    }

    /** Returns whether what was written when it was silenced has been heard, or was taken back too. */
    boolean isCodaHeard(long position) {
        return position >= codaEnd;
    }

    /** Forgets what was written when it was silenced, since it was lost. */
    void dropCoda() {
        codaLeft = NOTHING;
        codaEnd = 0;
    }

    /** Drops what is left of it. */
    void drop() {
        pending.clear();
        noMore = true;
    }

    /** Returns what its stream or its decoder failed with, if one did. */
    @Nullable
    ParlandoException failure() {
        return broken != null ? broken : utterance.feed().error();
    }

    /** Goes on for a sink that takes another format than before. */
    void retarget(PcmFormat before, PcmFormat after) {
        FormatConverter converter = new FormatConverter(before, after, shaping.tables());
        int count = pending.size();
        short[] converted = new short[converter.maxOutputSamples(count)];
        int samples = converter.convert(pending.first(count), count, converted);
        pending.clear();
        pending.add(converted, samples);
        samples = converter.finish(converted);
        pending.add(converted, samples);
        heardBefore = heardBefore * after.sampleRateHz() / before.sampleRateHz();
        if (conditioner != null) {
            conditioner.retarget(after);
        }
    }
}
