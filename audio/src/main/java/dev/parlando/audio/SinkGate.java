package dev.parlando.audio;

import dev.parlando.audio.playback.AudioSink;
import org.jspecify.annotations.Nullable;

/**
 * Lends the one sink to one utterance at a time, so that a stop from any thread hits that utterance's sound only.
 *
 * <p>Threading: the play thread lends and takes back; any thread may ask and silence. The holder is guarded by the
 * object's lock, which is taken a few times per utterance and held for a few milliseconds at most.
 */
final class SinkGate {
    private final AudioSink sink;
    private @Nullable Utterance holder;

    SinkGate(AudioSink sink) {
        this.sink = sink;
    }

    /** Lends the sink, which was just opened for it, unless the utterance was ended meanwhile. */
    synchronized boolean lend(Utterance utterance) {
        if (utterance.isWanted()) {
            holder = utterance;
        }
        return holder == utterance;
    }

    /** Takes the sink back and notes what was heard; does nothing if it is not lent. */
    synchronized void takeBack() {
        if (holder != null) {
            holder.noteHeard(sink.positionAudioFrames(), sink.underruns());
        }
        holder = null;
    }

    /** Stops the sink if it is lent to that utterance; otherwise nothing of it can be heard, and it returns false. */
    synchronized boolean silence(Utterance utterance) {
        if (holder != utterance) {
            return false;
        }
        sink.stop();
        return true;
    }

    synchronized long positionAudioFrames(Utterance utterance, long otherwise) {
        return holder == utterance ? sink.positionAudioFrames() : otherwise;
    }

    synchronized int underruns(Utterance utterance, int otherwise) {
        return holder == utterance ? sink.underruns() : otherwise;
    }
}
